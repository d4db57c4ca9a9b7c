import { admitExecution, decideAdmission, endCancelled, endPause, leave, skipExecution } from './admission.ts'
import { beginExecution } from './begin-execution.ts'
import { beginPlanned } from './begin-planned.ts'
import { countChildren, reopenForChild, resumeChildren, waitForChildren } from './children.ts'
import type { Command, Outcome, Refusal } from './command.ts'
import {
  discardDeadLetter,
  restoreDeadLetter,
  retryDeadLetters,
  supersedeDeadLetter,
  voidDeadLetters,
} from './dead-letter.ts'
import { endIfDone, tellParent } from './end-execution.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import {
  claimNode,
  completeNode,
  expireNode,
  failNode,
  limitNode,
  queueWaitingForSlot,
  releaseNode,
  suspendNode,
  wakeNode,
} from './node-run.ts'
import { signalNode, waitForSignal } from './signals.ts'
import { type CancelReason, isTerminal } from './state.ts'

const OK: Outcome = { ok: true }

export function refuse(code: Refusal): Outcome {
  return { ok: false, code }
}

/**
 * Applies one command to a draft and says whether it did anything. Pure but for the draft; a store may throw the
 * draft away and decide again after loading more rows.
 * @throws RowsNotLoaded when the decision needs rows that the store has not loaded
 */
export function applyCommand(draft: ExecutionDraft, command: Command): Outcome {
  draft.takeReadied()
  const outcome = decide(draft, command)
  if (outcome.ok) {
    endIfDone(draft)
    queueWaitingForSlot(draft, command)
  }
  return outcome
}

function decide(draft: ExecutionDraft, command: Command): Outcome {
  const { execution } = draft
  if (command.type === 'begin') return begin(draft, command)
  if (execution.entryNodeId === null && command.type !== 'cancel') return refuse('EXECUTION_NOT_BEGUN')
  switch (command.type) {
    case 'claim':
      return claimNode(draft, command)
    case 'complete':
      return completeNode(draft, command)
    case 'fail':
      return failNode(draft, command)
    case 'limit':
      return limitNode(draft, command)
    case 'wait':
      return suspendNode(draft, command)
    case 'waitForChildren':
      return waitForChildren(draft, command)
    case 'countChildren':
      return countChildren(draft, command.nodeId)
    case 'reopenForChild':
      return reopenForChild(draft, command)
    case 'waitForSignal':
      return waitForSignal(draft, command)
    case 'signal':
      return signalNode(draft, command)
    case 'wake':
      return wakeNode(draft, command)
    case 'release':
      return releaseNode(draft, command)
    case 'expire':
      return expireNode(draft, command)
    case 'redispatch':
      return redispatch(draft, command)
    case 'pause':
      return pause(draft)
    case 'resume':
      return resume(draft)
    case 'cancel':
      return cancel(draft, command.reason ?? 'cancelled')
    case 'admit':
      return admitExecution(draft)
    // Reaches other executions: a store sends each of them an `admit`.
    case 'admitNext':
      return refuse('EXECUTION_NOT_HELD')
    case 'retryDeadLetter':
      return retryDeadLetters(draft, command)
    case 'supersedeDeadLetter':
      return supersedeDeadLetter(draft, command)
    case 'discardDeadLetter':
      return discardDeadLetter(draft, command)
    case 'restoreDeadLetter':
      return restoreDeadLetter(draft, command)
  }
}

function begin(draft: ExecutionDraft, command: Extract<Command, { type: 'begin' }>): Outcome {
  const { entryNodeId, input, plan } = command
  if (draft.execution.entryNodeId !== null) return refuse('EXECUTION_ALREADY_BEGUN')
  if (isTerminal(draft.execution.status)) return refuse('EXECUTION_ENDED')
  if (!draft.graph.nodes.has(entryNodeId)) return refuse('NODE_NOT_FOUND')
  if (!decideAdmission(draft, command)) {
    skipExecution(draft, entryNodeId)
    return OK
  }
  if (plan) beginPlanned(draft, entryNodeId, plan)
  else beginExecution(draft, entryNodeId)
  if (input !== undefined) draft.update(entryNodeId, { inputOverride: input })
  return OK
}

function redispatch(
  draft: ExecutionDraft,
  { nodeId, input, overdue }: Extract<Command, { type: 'redispatch' }>,
): Outcome {
  const node = draft.node(nodeId)
  if (!node) return refuse('NODE_NOT_FOUND')
  if (node.status !== 'ready' || !draft.dispatchable) return refuse('NODE_NOT_READY')
  draft.update(nodeId, { readyAt: draft.now, ...(input !== undefined && { inputOverride: input }) })
  if (overdue) draft.execution.priority = 0
  draft.dispatch(nodeId)
  return OK
}

/** Rule 7.1. */
function pause(draft: ExecutionDraft): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  if (execution.status === 'paused') return refuse('EXECUTION_PAUSED')
  execution.status = 'paused'
  execution.pausedAt = draft.now
  draft.emit({ type: 'execution', status: 'paused', reason: 'paused' })
  return OK
}

/** Rule 7.1: starts what is ready. */
function resume(draft: ExecutionDraft): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  if (execution.status !== 'paused') return refuse('EXECUTION_NOT_PAUSED')
  const open = draft.openNodes()
  execution.status = execution.held ? 'queued' : 'running'
  draft.emit({ type: 'execution', status: execution.status, reason: 'resumed' })
  draft.watchReady()
  endPause(draft)
  if (execution.held) draft.requestAdmission()
  for (const node of open) {
    if (node.status === 'ready') draft.dispatch(node.nodeId)
    if (node.status === 'waiting' && node.wait?.kind === 'children') resumeChildren(draft, node.nodeId, node.wait)
  }
  return OK
}

/** Rule 7.2: one transaction revokes every token and settles every node. */
function cancel(draft: ExecutionDraft, reason: Exclude<CancelReason, 'skipped'>): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  if (reason === 'timeout') {
    if (execution.status === 'paused') return refuse('EXECUTION_PAUSED')
    if (execution.deadlineAt === null || execution.deadlineAt > draft.now) return refuse('NOT_DUE')
  }
  const open = execution.entryNodeId === null ? [] : draft.openNodes()
  if (execution.unhandledFailures > 0) voidDeadLetters(draft)
  for (const node of open) {
    if (node.status === 'running') draft.recordAttempt(node.nodeId, 'cancelled')
    draft.setStatus(node.nodeId, 'cancelled', { endedAt: draft.now, leaseUntil: null, wakeAt: null })
    draft.emit({ type: 'node', nodeId: node.nodeId, status: 'cancelled' })
  }
  endCancelled(draft, reason)
  draft.revokeAll()
  leave(draft)
  tellParent(draft)
  return OK
}
