import { describeEnd, type Effects, type ExecutionPatch, slotsFreedBy } from '@spane/engine'
import type { WrittenOutboxRow } from './write-patches.ts'

export function noEffects(): Effects {
  return { dispatches: [], followUps: [], changed: [] }
}

/** What a transaction leaves to be done, from what it wrote. */
export function effectsOf(
  patches: readonly ExecutionPatch[],
  outbox: readonly WrittenOutboxRow[],
  now: number,
): Effects {
  const effects = noEffects()
  const priorities = new Map(patches.map(({ execution }) => [execution.id, execution.priority]))
  for (const { id, execution_id: executionId, node_id: nodeId, kind } of outbox) {
    const row = { outboxId: String(id), executionId, nodeId }
    if (kind === 'dispatch') effects.dispatches.push({ ...row, priority: priorities.get(executionId) ?? 0 })
    else if (kind !== 'wake' && kind !== 'timeout') effects.followUps.push({ ...row, kind })
  }
  const freed = patches.flatMap(slotsFreedBy)
  if (freed.length > 0) effects.freedSlots = freed
  for (const patch of patches) {
    const { execution, events, outbox: entries } = patch
    const { id, workspaceId, eventSeq, status } = execution
    const ended = describeEnd(patch)
    if (events.length > 0)
      effects.changed.push({ executionId: id, workspaceId, seq: eventSeq, status, ...(ended && { ended }) })
    for (const entry of entries) {
      if (entry.kind !== 'wake' && entry.kind !== 'timeout') continue
      effects.nextWakeInMs = Math.min(effects.nextWakeInMs ?? Number.POSITIVE_INFINITY, Math.max(0, entry.at - now))
    }
  }
  return effects
}

export function mergeEffects(into: Effects, from: Effects): void {
  into.dispatches.push(...from.dispatches)
  into.followUps.push(...from.followUps)
  into.changed.push(...from.changed)
  if (from.freedSlots) into.freedSlots = [...(into.freedSlots ?? []), ...from.freedSlots]
  if (from.nextWakeInMs !== undefined)
    into.nextWakeInMs = Math.min(into.nextWakeInMs ?? Number.POSITIVE_INFINITY, from.nextWakeInMs)
}
