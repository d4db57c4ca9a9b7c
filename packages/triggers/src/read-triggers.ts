import type { TriggerDraft, TriggerRow } from '@spane/db'
import {
  cronTriggerConfig,
  eventTriggerConfig,
  executionTriggerConfig,
  nextTick,
  webhookTriggerConfig,
} from '@spane/nodes/triggers'
import type { Workflow } from '@spane/workflow'

/** The triggers of a version that are not disabled, given those that stand there of the one before. Pure. */
export function readTriggers(workflow: Workflow, current: readonly TriggerRow[], now: Date): TriggerDraft[] {
  return workflow.nodes.flatMap((node): TriggerDraft[] => {
    if (node.disabled) return []
    const known = current.find((row) => row.nodeId === node.id)
    if (node.type === 'cron-trigger') return [readCron(node.id, node.config, known, now)]
    if (node.type === 'webhook-trigger') return [readWebhook(node.id, node.config)]
    if (node.type === 'event-trigger') return [readEvent(node.id, node.config)]
    if (node.type === 'execution-trigger') return [readExecutionEnd(node.id, node.config)]
    return []
  })
}

function readCron(nodeId: string, raw: unknown, known: TriggerRow | undefined, now: Date): TriggerDraft {
  const parsed = cronTriggerConfig.safeParse(raw)
  const base = { nodeId, kind: 'cron', method: null, path: null, event: null } as const
  if (!parsed.success) return { ...base, config: JSON.stringify(raw), nextAt: null, problem: mistakeOf(parsed.error) }
  const config = JSON.stringify(parsed.data)
  // Publishing something else must not make a tick that is due get lost, nor come twice.
  const kept = known?.kind === 'cron' && known.config === config && known.problem === null
  return { ...base, config, nextAt: kept ? known.nextAt : nextTick(parsed.data, now), problem: null }
}

function readWebhook(nodeId: string, raw: unknown): TriggerDraft {
  const parsed = webhookTriggerConfig.safeParse(raw)
  const base = { nodeId, kind: 'webhook', nextAt: null, event: null } as const
  if (!parsed.success) {
    const problem = mistakeOf(parsed.error)
    return { ...base, config: JSON.stringify(raw), method: null, path: null, problem }
  }
  const { method, path } = parsed.data
  return { ...base, config: JSON.stringify(parsed.data), method, path, problem: null }
}

function readEvent(nodeId: string, raw: unknown): TriggerDraft {
  const parsed = eventTriggerConfig.safeParse(raw)
  const base = { nodeId, kind: 'event', config: JSON.stringify(raw), nextAt: null, method: null, path: null } as const
  if (!parsed.success) return { ...base, event: null, problem: mistakeOf(parsed.error) }
  return { ...base, event: parsed.data.event, problem: null }
}

function readExecutionEnd(nodeId: string, raw: unknown): TriggerDraft {
  const parsed = executionTriggerConfig.safeParse(raw)
  const base = { nodeId, kind: 'execution', nextAt: null, method: null, path: null, event: null } as const
  if (!parsed.success) return { ...base, config: JSON.stringify(raw), problem: mistakeOf(parsed.error) }
  return { ...base, config: JSON.stringify(parsed.data), problem: null }
}

function mistakeOf(error: { issues: readonly { message: string }[] }): string {
  return error.issues[0]?.message ?? 'Its settings are not valid.'
}
