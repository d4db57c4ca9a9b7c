import type { Command, Outcome, Refusal } from './command.ts'
import { thawExecution } from './dead-letter.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { holdsStart } from './node-run.ts'
import type { WaitState } from './state.ts'
import { isTerminal } from './state.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>
type ChildrenWait = Extract<WaitState, { kind: 'children' }>

const OK: Outcome = { ok: true }
const refused = (code: Refusal): Outcome => ({ ok: false, code })

/** Suspends the node until its children have ended, and begins as many as may run at once (rules 8.1 and 8.2). */
export function waitForChildren(draft: ExecutionDraft, command: Of<'waitForChildren'>): Outcome {
  const { nodeId, total, concurrency, stopOnFailure, entryNodeId } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  const wait: ChildrenWait = {
    kind: 'children',
    total,
    concurrency,
    stopOnFailure,
    entryNodeId,
    begun: 0,
    ended: 0,
    failed: 0,
  }
  draft.recordAttempt(nodeId, 'waiting', { logs: command.logs })
  draft.setStatus(nodeId, 'waiting', { leaseUntil: null, wakeAt: null, wait })
  goOnWithChildren(draft, nodeId, wait)
  return OK
}

/** Counts the children of a node that have ended since the last time. */
export function countChildren(draft: ExecutionDraft, nodeId: string): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refused('EXECUTION_ENDED')
  // Not counted while halted: a thaw asks again.
  if (execution.halted) return refused('EXECUTION_HALTED')
  const node = draft.node(nodeId)
  if (!node) return refused('NODE_NOT_FOUND')
  if (node.status !== 'waiting' || node.wait?.kind !== 'children') return refused('NOT_WAITING')
  const { ended, failed } = draft.takeEndedChildren(nodeId)
  const wait = { ...node.wait, ended: node.wait.ended + ended, failed: node.wait.failed + failed }
  draft.update(nodeId, { wait })
  goOnWithChildren(draft, nodeId, wait)
  return OK
}

/** Begins the next children, wakes the node when none is left, and says how far it is. */
function goOnWithChildren(draft: ExecutionDraft, nodeId: string, before: ChildrenWait): void {
  const stopped = before.stopOnFailure && before.failed > 0
  const room = stopped || !draft.dispatchable ? 0 : before.concurrency - (before.begun - before.ended)
  const begun = Math.min(before.total, before.begun + Math.max(0, room))
  draft.beginChildren(nodeId, before.entryNodeId, before.begun, begun)
  const wait = { ...before, begun }
  draft.update(nodeId, { wait })
  const progress = { total: wait.total, ended: wait.ended, failed: wait.failed }
  const done = wait.ended === wait.begun && (stopped || wait.begun === wait.total)
  if (!done) {
    draft.emit({ type: 'node', nodeId, status: 'waiting', reason: 'children', children: progress })
    return
  }
  draft.setStatus(nodeId, 'ready', { resumed: true, readyAt: draft.now })
  draft.emit({ type: 'node', nodeId, status: 'ready', reason: 'woken', children: progress })
  draft.dispatch(nodeId)
}

/** After a pause: begins what could not begin while nothing was to start (rule 7.1). */
export function resumeChildren(draft: ExecutionDraft, nodeId: string, wait: ChildrenWait): void {
  if (wait.begun - wait.ended < wait.concurrency && wait.begun < wait.total) goOnWithChildren(draft, nodeId, wait)
}

/**
 * A child of this node goes on after its dead letter was retried. A node that failed because of it waits again, and its
 * execution with it; one that handled the failure stays as it is (rule 6.4).
 */
export function reopenForChild(draft: ExecutionDraft, command: Of<'reopenForChild'>): Outcome {
  const { execution } = draft
  const { nodeId } = command
  if (execution.status === 'cancelled') return refused('EXECUTION_CANCELLED')
  const node = draft.node(nodeId)
  if (node?.wait?.kind !== 'children') return refused('NOT_WAITING')
  const counted = command.counted ? 1 : 0
  const wait = { ...node.wait, ended: node.wait.ended - counted, failed: node.wait.failed - counted }
  if (node.status === 'waiting') {
    draft.update(nodeId, { wait })
    return OK
  }
  if (node.status === 'ready' || node.status === 'running') return refused('NODE_NOT_READY')
  if (node.status !== 'failed' || node.handled) return refused('NOT_WAITING')
  thawExecution(draft, {})
  draft.setStatus(nodeId, 'waiting', { wait, resumed: false, endedAt: null, error: null })
  const children = { total: wait.total, ended: wait.ended, failed: wait.failed }
  draft.emit({ type: 'node', nodeId, status: 'waiting', reason: 'retried', children })
  return OK
}
