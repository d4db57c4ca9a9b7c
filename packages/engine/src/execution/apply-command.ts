import { beginExecution } from './begin-execution.ts'
import { beginPlanned } from './begin-planned.ts'
import {
  countChildren,
  reopenForChild,
  resumeChildren,
  signalNode,
  waitForChildren,
  waitForSignal,
} from './children.ts'
import type { Command, Outcome, Refusal } from './command.ts'
import { discardDeadLetter, restoreDeadLetter, retryDeadLetter, voidDeadLetters } from './dead-letter.ts'
import { endIfDone, tellParent } from './end-execution.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import {
  claimNode,
  completeNode,
  expireNode,
  failNode,
  queueWaitingForSlot,
  releaseNode,
  suspendNode,
  wakeNode,
} from './node-run.ts'
import { isTerminal } from './state.ts'

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
      return wakeNode(draft, command.nodeId)
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
      return cancel(draft)
    case 'retryDeadLetter':
      return retryDeadLetter(draft, command)
    case 'discardDeadLetter':
      return discardDeadLetter(draft, command)
    case 'restoreDeadLetter':
      return restoreDeadLetter(draft, command)
  }
}

function begin(draft: ExecutionDraft, { entryNodeId, input, plan }: Extract<Command, { type: 'begin' }>): Outcome {
  if (draft.execution.entryNodeId !== null) return refuse('EXECUTION_ALREADY_BEGUN')
  if (isTerminal(draft.execution.status)) return refuse('EXECUTION_ENDED')
  if (!draft.graph.nodes.has(entryNodeId)) return refuse('NODE_NOT_FOUND')
  if (plan) beginPlanned(draft, entryNodeId, plan)
  else beginExecution(draft, entryNodeId)
  if (input !== undefined) draft.update(entryNodeId, { inputOverride: input })
  return OK
}

function redispatch(draft: ExecutionDraft, { nodeId, input }: { nodeId: string; input?: string }): Outcome {
  const node = draft.node(nodeId)
  if (!node) return refuse('NODE_NOT_FOUND')
  if (node.status !== 'ready' || !draft.dispatchable) return refuse('NODE_NOT_READY')
  draft.update(nodeId, { readyAt: draft.now, ...(input !== undefined && { inputOverride: input }) })
  draft.dispatch(nodeId)
  return OK
}

/** Rule 7.1. */
function pause(draft: ExecutionDraft): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  if (execution.status === 'paused') return refuse('EXECUTION_PAUSED')
  execution.status = 'paused'
  draft.emit({ type: 'execution', status: 'paused', reason: 'paused' })
  return OK
}

/** Rule 7.1: starts what is ready. */
function resume(draft: ExecutionDraft): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  if (execution.status !== 'paused') return refuse('EXECUTION_NOT_PAUSED')
  const open = draft.openNodes()
  execution.status = 'running'
  draft.emit({ type: 'execution', status: 'running', reason: 'resumed' })
  for (const node of open) {
    if (node.status === 'ready') draft.dispatch(node.nodeId)
    if (node.status === 'waiting' && node.wait?.kind === 'children') resumeChildren(draft, node.nodeId, node.wait)
  }
  return OK
}

/** Rule 7.2: one transaction revokes every token and settles every node. */
function cancel(draft: ExecutionDraft): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refuse('EXECUTION_ENDED')
  const open = execution.entryNodeId === null ? [] : draft.openNodes()
  if (execution.unhandledFailures > 0) voidDeadLetters(draft)
  execution.status = 'cancelled'
  execution.endedAt = draft.now
  for (const node of open) {
    if (node.status === 'running') draft.recordAttempt(node.nodeId, 'cancelled')
    draft.setStatus(node.nodeId, 'cancelled', { endedAt: draft.now, leaseUntil: null, wakeAt: null })
    draft.emit({ type: 'node', nodeId: node.nodeId, status: 'cancelled' })
  }
  draft.emit({ type: 'execution', status: 'cancelled', reason: 'cancelled' })
  draft.revokeAll()
  tellParent(draft)
  return OK
}
