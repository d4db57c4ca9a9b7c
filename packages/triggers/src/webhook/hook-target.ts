import { findHookRows, listListeningDrafts, recordTestCall, type TriggerRow } from '@spane/db'
import type { PinnedOutput, WorkflowEngine } from '@spane/engine'
import { type WebhookTriggerConfig, webhookTriggerConfig } from '@spane/nodes/triggers'
import { workflowSchema } from '@spane/workflow'
import { syncTriggers } from '../sync-triggers.ts'
import type { TriggerContext } from '../trigger-context.ts'
import { HookError } from './hook-error.ts'

export const HOOK_PREFIX = '/hooks/'
export const HOOK_TEST_PREFIX = '/hooks-test/'
/** How long a draft answers test calls once somebody listens. */
export const LISTEN_SECONDS = 120

type ExecutionOrigin = NonNullable<Parameters<WorkflowEngine['startVersion']>[0]['origin']>

/** What of a workflow a request starts. */
interface StartOfHook {
  versionId: string
  entryNodeId: string
  /** Of a draft: data that stands in for what nodes would give. */
  pins?: Record<string, PinnedOutput>
}

/** Stores a draft as a version that can be started; `refusal` says why it cannot. */
export type CutDraft = (workflowId: string, entryNodeId: string) => Promise<StartOfHook | { refusal: string }>

/** What a request is for. */
export interface HookTarget {
  config: WebhookTriggerConfig
  workflowId: string
  /** Of a published one: what deliveries and idempotency keys belong to. A test call is a new one each time. */
  triggerId: string | null
  origin: ExecutionOrigin
  /** What it starts. Asked once the request has been let in. */
  version: () => Promise<StartOfHook>
  /** Told what was started. */
  started: (executionId: string) => Promise<void>
}

export interface TargetOptions extends TriggerContext {
  /** Absent: there are no test calls. */
  cutDraft?: CutDraft
}

/** @throws HookError when nothing answers at this address */
export function findTarget(options: TargetOptions, method: string, pathname: string): Promise<HookTarget> {
  return pathname.startsWith(HOOK_TEST_PREFIX)
    ? findDraftHook(options, method, pathname.slice(HOOK_TEST_PREFIX.length))
    : findPublishedHook(options, method, pathname.startsWith(HOOK_PREFIX) ? pathname.slice(HOOK_PREFIX.length) : '')
}

async function findPublishedHook(options: TargetOptions, method: string, path: string): Promise<HookTarget> {
  let rows = await findHookRows(options.pool, options.workspaceId, path)
  const match = (): TriggerRow | undefined => rows.find((row) => row.method === method)
  if (!match()) {
    // It may have been published a moment ago.
    await syncTriggers(options)
    rows = await findHookRows(options.pool, options.workspaceId, path)
  }
  const found = match()
  if (!found) {
    refuseMethod(rows.map((row) => row.method ?? ''))
    throw new HookError('HOOK_NOT_FOUND', 'No published workflow has a webhook at this address.')
  }
  if (!found.active) throw new HookError('HOOK_PAUSED', 'This webhook is paused.')
  return {
    config: webhookTriggerConfig.parse(JSON.parse(found.config)),
    workflowId: found.workflowId,
    triggerId: found.id,
    version: async () => ({ versionId: found.versionId, entryNodeId: found.nodeId }),
    origin: { kind: 'trigger', triggerId: found.id, triggerKind: 'webhook', nodeId: found.nodeId },
    started: async () => undefined,
  }
}

/** Among the drafts that listen, read as they are saved now: its editor may have changed the path a moment ago. */
async function findDraftHook(options: TargetOptions, method: string, path: string): Promise<HookTarget> {
  const { pool, workspaceId, cutDraft } = options
  const drafts = cutDraft === undefined ? [] : await listListeningDrafts(pool, workspaceId)
  const hooks = drafts.flatMap(({ workflowId, draft }) => draftHooks(workflowId, draft))
  const atPath = hooks.filter(({ config }) => config.path === path)
  const found = atPath.find(({ config }) => config.method === method)
  if (!found || cutDraft === undefined) {
    refuseMethod(atPath.map(({ config }) => config.method))
    throw new HookError(
      'HOOK_NOT_FOUND',
      'Nobody listens for a test call at this address: open the workflow in the editor, switch on “Listen for a test call” under Triggers, and send it again within two minutes.',
    )
  }
  const { workflowId, nodeId, config } = found
  return {
    config,
    workflowId,
    triggerId: null,
    origin: { kind: 'manual' },
    async version() {
      const cut = await cutDraft(workflowId, nodeId)
      if ('refusal' in cut) throw new HookError('DRAFT_INVALID', cut.refusal)
      return cut
    },
    started: (executionId) => recordTestCall(pool, { workspaceId, workflowId, executionId }),
  }
}

function draftHooks(
  workflowId: string,
  draft: string,
): { workflowId: string; nodeId: string; config: WebhookTriggerConfig }[] {
  const workflow = workflowSchema.safeParse(JSON.parse(draft)).data
  return (workflow?.nodes ?? []).flatMap((node) => {
    if (node.type !== 'webhook-trigger' || node.disabled) return []
    const config = webhookTriggerConfig.safeParse(node.config).data
    return config ? [{ workflowId, nodeId: node.id, config }] : []
  })
}

function refuseMethod(methods: readonly string[]): void {
  if (methods.length === 0) return
  const allow = methods.join(', ')
  throw new HookError('METHOD_NOT_ALLOWED', `This webhook takes ${allow}.`, { allow })
}
