import { leave } from './admission.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { isTerminal } from './state.ts'

/**
 * Ends an execution when nothing can start, run or wake any more (rules 3.6, 6.3 and 7.1): a halted one when its last
 * running attempt is over, any other when no node is ready, running, waiting or retrying.
 */
export function endIfDone(draft: ExecutionDraft): void {
  const { execution } = draft
  if (isTerminal(execution.status) || execution.entryNodeId === null) return
  const busy = execution.halted ? execution.runningCount : execution.activeCount
  if (busy > 0) return
  execution.status = execution.unhandledFailures > 0 ? 'failed' : 'completed'
  execution.endedAt = draft.now
  draft.emit({ type: 'execution', status: execution.status, reason: 'ended' })
  leave(draft)
  tellParent(draft)
}

/** The end of a child is counted by its parent in a transaction of the parent's own (rule 8.1). */
export function tellParent(draft: ExecutionDraft): void {
  const { parent } = draft.execution
  if (parent) draft.requestCount(parent.executionId, parent.nodeId)
}
