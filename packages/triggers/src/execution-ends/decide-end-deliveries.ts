import type { EndDelivery, ExecutionEndRow, TriggerRow } from '@spane/db'
import { type ExecutionTriggerConfig, executionTriggerConfig } from '@spane/nodes/triggers'

/** How many ends in a row may start each other: a circle of workflows that listen to each other comes to rest here. */
export const MAX_CHAIN = 5

/** What an execution of a trigger that listens to ends starts with. */
export interface EndPayload {
  execution: {
    id: string
    status: ExecutionEndRow['status']
    /** ISO 8601; null when it was cancelled before it started. */
    startedAt: string | null
    endedAt: string
    /** Milliseconds from its creation to its end, the time in the queue included. */
    durationMs: number
    /** Its page: a path on this server, or the whole address where the server knows its own. */
    url: string
  }
  workflow: { id: string; name: string }
  error: ExecutionEndRow['error']
}

/** The deliveries that an end makes, one for each trigger that it concerns. Pure. */
export function decideEndDeliveries(
  end: ExecutionEndRow,
  triggers: readonly TriggerRow[],
  publicUrl: string,
): EndDelivery[] {
  // Whoever tries a workflow out is looking at it.
  if (end.manual) return []
  const chain = chainOf(end.idempotencyKey)
  if (chain >= MAX_CHAIN) return []
  const payload = JSON.stringify(toPayload(end, publicUrl))
  return triggers.flatMap((trigger) => {
    // Never its own: an error workflow that fails must not start itself for ever.
    if (trigger.workflowId === end.workflowId) return []
    const config = executionTriggerConfig.safeParse(JSON.parse(trigger.config)).data
    if (!config || !concerns(config, end, chain)) return []
    return [{ triggerId: trigger.id, key: `${chain + 1}:${end.executionId}:${end.seq}`, payload }]
  })
}

function concerns(config: ExecutionTriggerConfig, end: ExecutionEndRow, chain: number): boolean {
  if (!config[end.status]) return false
  if (config.workflows === 'chosen') return config.chosen.some(({ workflowId }) => workflowId === end.workflowId)
  // Two workflows for all others would answer each other's failures, and ten of them a hundred thousand times.
  return chain === 0
}

/** The key under which a delivery of an end is started; it tells how many ends led to it. */
export function endStartKey(triggerId: string, deliveryKey: string): string {
  return `end:${triggerId}:${deliveryKey}`
}

function chainOf(idempotencyKey: string | null): number {
  const [, chain] = /^end:[0-9a-f-]{36}:(\d{1,3}):/.exec(idempotencyKey ?? '') ?? []
  return chain === undefined ? 0 : Number(chain)
}

function toPayload(end: ExecutionEndRow, publicUrl: string): EndPayload {
  return {
    execution: {
      id: end.executionId,
      status: end.status,
      startedAt: end.startedAt?.toISOString() ?? null,
      endedAt: end.at.toISOString(),
      durationMs: Math.max(0, end.at.getTime() - end.createdAt.getTime()),
      url: `${publicUrl}/executions/${end.executionId}`,
    },
    workflow: { id: end.workflowId, name: end.workflowName },
    error: end.error,
  }
}
