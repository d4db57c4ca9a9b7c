import { announceStart } from './begin-execution.ts'
import type { Admission, Outcome, Refusal } from './command.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { type CancelReason, isTerminal } from './state.ts'

const OK: Outcome = { ok: true }
const refused = (code: Refusal): Outcome => ({ ok: false, code })

/**
 * Decides whether an execution that is about to begin goes at once, waits for its turn or is left out, and what it takes
 * along: its key, its priority and its deadline. Returns false when it is left out.
 */
export function decideAdmission(draft: ExecutionDraft, { concurrencyKey, priority, atOnce }: Admission): boolean {
  const { execution, graph } = draft
  const { settings } = graph.workflow
  // A child goes with the execution that waits for it, and is not counted beside it.
  execution.priority = priority ?? (execution.parent ? execution.priority : (settings?.priority ?? 0))
  const concurrency = settings?.concurrency
  if (concurrency && concurrencyKey !== undefined) {
    execution.concurrencyKey = concurrencyKey
    const running = atOnce ? [] : draft.runningOfKey()
    const tooMany = running.length - concurrency.limit + 1
    if (tooMany > 0 && concurrency.whenBusy === 'skip') return false
    if (tooMany > 0 && concurrency.whenBusy === 'queue') execution.held = true
    if (tooMany > 0 && concurrency.whenBusy === 'cancel-running') {
      for (const executionId of running.slice(0, tooMany)) draft.requestSupersede(executionId)
    }
  }
  if (!execution.held) setDeadline(draft)
  return true
}

/** Records an execution that is left out, because others of its key run: it ends before it began. */
export function skipExecution(draft: ExecutionDraft, entryNodeId: string): void {
  announceStart(draft, entryNodeId)
  endCancelled(draft, 'skipped')
}

/** Has an execution begin that waited for its turn, when there is room now. */
export function admitExecution(draft: ExecutionDraft): Outcome {
  const { execution, graph } = draft
  if (isTerminal(execution.status)) return refused('EXECUTION_ENDED')
  if (!execution.held) return refused('EXECUTION_NOT_HELD')
  if (execution.status === 'paused') return refused('EXECUTION_PAUSED')
  const limit = graph.workflow.settings?.concurrency?.limit ?? 1
  if (draft.runningOfKey().length >= limit) return refused('CONCURRENCY_LIMIT')
  const open = draft.openNodes()
  execution.held = false
  setDeadline(draft)
  draft.emit({ type: 'execution', status: 'queued', reason: 'admitted' })
  for (const node of open) if (node.status === 'ready') draft.dispatch(node.nodeId)
  return OK
}

/** The time of an execution begins, or begins anew when a retry takes it up again. */
export function setDeadline(draft: ExecutionDraft): void {
  const timeout = draft.graph.workflow.settings?.timeout
  if (timeout === undefined) return
  draft.execution.deadlineAt = draft.now + timeout
  draft.requestTimeout(draft.execution.deadlineAt)
}

/** The time of a pause does not count. */
export function endPause(draft: ExecutionDraft): void {
  const { execution, now } = draft
  const { deadlineAt, pausedAt } = execution
  execution.pausedAt = null
  if (deadlineAt === null || pausedAt === null) return
  execution.deadlineAt = deadlineAt + Math.max(0, now - pausedAt)
  draft.requestTimeout(execution.deadlineAt)
}

/** The execution has come to an end: its timer is taken back, and another one of its key may begin. */
export function leave(draft: ExecutionDraft): void {
  const { execution } = draft
  if (execution.deadlineAt !== null) draft.forgetStoredOutbox()
  execution.deadlineAt = null
  execution.pausedAt = null
  if (execution.concurrencyKey !== null && !execution.held) draft.requestAdmission()
  execution.held = false
}

/** Ends an execution by a cancel; its nodes were settled before. */
export function endCancelled(draft: ExecutionDraft, reason: CancelReason): void {
  const { execution } = draft
  execution.status = 'cancelled'
  execution.reason = reason
  execution.endedAt = draft.now
  draft.emit({ type: 'execution', status: 'cancelled', reason })
}
