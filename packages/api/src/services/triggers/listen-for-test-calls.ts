import { type HookListenerRow, startListening, stopListening, touchListener } from '@spane/db'
import { webhookTriggerConfig } from '@spane/nodes/triggers'
import { HOOK_TEST_PREFIX, LISTEN_SECONDS } from '@spane/triggers'
import type { TestCalls } from '../../contract.ts'
import type { ListenInput, ListTriggersInput } from '../../input/trigger-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from '../workflows/draft.ts'

/** Lets the draft of a workflow answer test calls of its webhooks for two minutes, or no longer. */
export async function listenForTestCalls(context: ServiceContext, { workflowId, on }: ListenInput): Promise<TestCalls> {
  const { pool, workspaceId } = context
  const addresses = await readAddresses(context, workflowId)
  if (on)
    return toTestCalls(addresses, await startListening(pool, { workspaceId, workflowId, seconds: LISTEN_SECONDS }))
  await stopListening(pool, workspaceId, workflowId)
  return toTestCalls(addresses, undefined)
}

/** Whether the draft answers test calls, and what came. */
export async function getTestCalls(context: ServiceContext, { workflowId }: ListTriggersInput): Promise<TestCalls> {
  const addresses = await readAddresses(context, workflowId)
  return toTestCalls(addresses, await touchListener(context.pool, context.workspaceId, workflowId))
}

async function readAddresses(context: ServiceContext, workflowId: string): Promise<TestCalls['addresses']> {
  const { workflow } = await loadDraft(context, workflowId)
  return workflow.nodes.flatMap((node) => {
    const isHook = node.type === 'webhook-trigger' && !node.disabled
    const config = isHook ? webhookTriggerConfig.safeParse(node.config).data : undefined
    return config ? [{ nodeId: node.id, method: config.method, path: `${HOOK_TEST_PREFIX}${config.path}` }] : []
  })
}

function toTestCalls(addresses: TestCalls['addresses'], row: HookListenerRow | undefined): TestCalls {
  return {
    addresses,
    remainingMs: row ? Math.max(0, row.until.getTime() - row.now.getTime()) : 0,
    calls: row?.calls ?? 0,
    executionId: row?.executionId ?? null,
  }
}
