import type { ExecutionPatch } from './execution-draft.ts'
import type { LimitWait, NodeRunRow } from './state.ts'

/**
 * How long after its time a slot of a rate limit may still be used. What comes later, after a pause of the execution for
 * instance, would come on top of those whose time it is by then.
 */
const SLOT_LIFE_MS = 60_000

/** The wait of a node whose start is over: a slot that was kept for it is used up. */
export function withoutSlot(wait: NodeRunRow['wait']): NodeRunRow['wait'] {
  return wait?.kind === 'limit' ? null : wait
}

/** Whether a start was given its time by the rate limits of its node, and has not to ask them again. */
export function holdsSlot({ wait, startedAt }: Pick<NodeRunRow, 'wait' | 'startedAt'>): boolean {
  return wait?.kind === 'limit' && wait.of === 'rate-limit' && (startedAt ?? 0) <= wait.slotAt + SLOT_LIFE_MS
}

/** Whether a node waits until this circuit is closed. */
export function waitsForCircuit(wait: NodeRunRow['wait'], circuitId: string): boolean {
  return wait?.kind === 'limit' && wait.of === 'circuit' && wait.limits.includes(circuitId)
}

/** The event's reason for a node that waits for a limit. */
export function limitReason(of: LimitWait['of']): string {
  return of === 'circuit' ? 'circuit-open' : 'rate-limited'
}

/** A time that a rate limit kept for a node, so many milliseconds from now. */
export interface FreedSlot {
  workspaceId: string
  /** Of the limit. */
  id: string
  inMs: number
}

/** The times that a cancel leaves unused: without them, those behind would wait for nobody. */
export function slotsFreedBy({ execution, updatedNodes, cancelled }: ExecutionPatch): FreedSlot[] {
  if (!cancelled) return []
  const now = execution.endedAt ?? 0
  return updatedNodes.flatMap(({ status, wait }) => {
    if (status !== 'cancelled' || wait?.kind !== 'limit' || wait.of !== 'rate-limit' || wait.slotAt <= now) return []
    return wait.limits.map((id) => ({ workspaceId: execution.workspaceId, id, inMs: wait.slotAt - now }))
  })
}
