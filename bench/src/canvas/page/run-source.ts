import type { ExecutionEvent, NodeRunStatus } from '@spane/realtime'

/** As often as the server sends what happened in an execution. */
const BATCH_MS = 50
const COURSE: readonly NodeRunStatus[] = ['ready', 'running', 'completed']

/** Hands out batches of events like those of a live run, `perSecond` changes of a state; returns how to stop it. */
export function startRun(
  nodeIds: readonly string[],
  perSecond: number,
  take: (events: ExecutionEvent[]) => void,
): () => void {
  const startedAt = performance.now()
  let seq = 0
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond)
    const events: ExecutionEvent[] = []
    while (seq < due) {
      const nodeId = nodeIds[Math.floor(seq / COURSE.length) % nodeIds.length] as string
      const status = COURSE[seq % COURSE.length] as NodeRunStatus
      seq += 1
      events.push({
        type: 'node',
        seq,
        at: new Date().toISOString(),
        nodeId,
        status,
        attempt: 1,
        ...(status === 'completed' && { durationMs: 12 }),
      })
    }
    if (events.length > 0) take(events)
  }, BATCH_MS)
  return () => clearInterval(timer)
}
