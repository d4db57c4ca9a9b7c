import type { AttemptRow, NodeRunRow } from './state.ts'

/**
 * All starts of a node run that have ended. A start that completed is not stored as an attempt: the node run says all
 * of it.
 */
export function attemptsOf(node: NodeRunRow | undefined, stored: readonly AttemptRow[]): AttemptRow[] {
  if (node?.status !== 'completed' || node.starts === 0 || node.startedAt === null || node.endedAt === null)
    return [...stored]
  if (stored.some((attempt) => attempt.start === node.starts)) return [...stored]
  const { nodeId, starts, attempt, workerId, readyAt, startedAt, endedAt } = node
  const last: AttemptRow = {
    nodeId,
    start: starts,
    attempt,
    outcome: 'completed',
    workerId,
    readyAt,
    startedAt,
    endedAt,
    error: null,
  }
  return [...stored, last]
}
