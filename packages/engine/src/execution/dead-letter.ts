import { setDeadline } from './admission.ts'
import type { LetterOrigin, Outcome, Refusal } from './command.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { fingerprint } from './fingerprint.ts'
import { hasChildren } from './has-children.ts'
import { withoutSlot } from './limit-slot.ts'
import { isTerminal, type RecordedError } from './state.ts'

const OK: Outcome = { ok: true }
const refused = (code: Refusal): Outcome => ({ ok: false, code })

/** Leaves a dead letter for a node that failed for good, or reopens the one that it has (rules 6.1 and 6.2). */
export function leaveDeadLetter(draft: ExecutionDraft, nodeId: string, id: string, error: RecordedError): string {
  const { execution } = draft
  const node = draft.node(nodeId)
  const print = fingerprint({ workflowId: execution.workflowId, nodeId, code: error.code, message: error.message })
  const failure = {
    status: 'open' as const,
    errorCode: error.code,
    errorMessage: error.message,
    fingerprint: print,
    attempts: node?.attempt ?? 0,
    failedAt: draft.now,
  }
  const before = node?.deadLetterId ? draft.letter(nodeId) : undefined
  if (before) {
    draft.updateLetter(nodeId, { ...failure, failures: before.failures + 1 })
    recordFailure(draft, nodeId, failure)
    return before.id
  }
  draft.insertLetter({
    ...failure,
    id,
    executionId: execution.id,
    workspaceId: execution.workspaceId,
    workflowId: execution.workflowId,
    nodeId,
    failures: 1,
    createdAt: draft.now,
    updatedAt: draft.now,
    entries: 0,
    batchId: null,
    successorId: null,
  })
  recordFailure(draft, nodeId, failure)
  return id
}

function recordFailure(
  draft: ExecutionDraft,
  nodeId: string,
  { errorCode, errorMessage, attempts }: { errorCode: string; errorMessage: string; attempts: number },
): void {
  draft.recordLetter(nodeId, { kind: 'failed', errorCode, errorMessage, attempts })
}

/** The node of a letter has run to its end after all. */
export function resolveDeadLetter(draft: ExecutionDraft, nodeId: string): void {
  const letter = draft.letter(nodeId)
  if (letter?.status !== 'retrying') return
  draft.updateLetter(nodeId, { status: 'resolved' })
  draft.recordLetter(nodeId, { kind: 'resolved', batchId: letter.batchId })
}

interface LetterCommand {
  nodeId: string
  origin?: LetterOrigin
}

const originOf = (origin: LetterOrigin | undefined) => ({
  by: origin?.by ?? ('program' as const),
  batchId: origin?.batchId ?? null,
})

/** Retries the letter of a node, and with it those of other nodes that are open (rule 6.3). */
export function retryDeadLetters(
  draft: ExecutionDraft,
  { together = [], ...command }: LetterCommand & { input?: string; together?: readonly string[] },
): Outcome {
  const outcome = retryDeadLetter(draft, command)
  if (!outcome.ok) return outcome
  const others = together.map((nodeId) => [nodeId, retryDeadLetter(draft, { ...command, nodeId })] as const)
  const refusals = others.flatMap(([nodeId, other]) => (other.ok ? [] : [[nodeId, other.code] as const]))
  return refusals.length === 0 ? outcome : { ...outcome, refused: Object.fromEntries(refusals) }
}

/**
 * Gives a failed node fresh attempts, clears the halt and thaws what was frozen (rule 6.3). What finished stays
 * finished.
 */
function retryDeadLetter(draft: ExecutionDraft, command: LetterCommand & { input?: string }): Outcome {
  const { execution } = draft
  const { nodeId } = command
  if (execution.status === 'cancelled') return refused('EXECUTION_CANCELLED')
  const node = draft.node(nodeId)
  const letter = node?.deadLetterId ? draft.letter(nodeId) : undefined
  if (!node || !letter) return refused('DEAD_LETTER_NOT_FOUND')
  if (letter.status !== 'open' || node.status !== 'failed') return refused('DEAD_LETTER_NOT_OPEN')
  if (command.input !== undefined && hasChildren(node)) return refused('CHILDREN_RAN')
  const deadLetterId = letter.id
  const origin = originOf(command.origin)
  draft.updateLetter(nodeId, { status: 'retrying', batchId: origin.batchId })
  draft.recordLetter(nodeId, { kind: 'retried', ...origin, editedInput: command.input !== undefined })
  thawExecution(draft, { deadLetterId })
  draft.setStatus(nodeId, 'ready', {
    attempt: 1,
    lostStarts: 0,
    readyAt: draft.now,
    endedAt: null,
    limitedSince: null,
    resumed: hasChildren(node),
    error: null,
    inputOverride: command.input ?? node.inputOverride,
    wait: withoutSlot(node.wait),
  })
  draft.emit({ type: 'node', nodeId, status: 'ready', reason: 'retried', attempt: 1, deadLetterId })
  draft.dispatch(nodeId)
  return OK
}

/**
 * Has an execution go on of which one failed node is taken up again: clears the halt, and sets going what was frozen.
 * Timers that are overdue fire at once; ends of children that were not counted are counted.
 */
export function thawExecution(draft: ExecutionDraft, { deadLetterId }: { deadLetterId?: string }): void {
  const { execution } = draft
  const open = draft.openNodes()
  const ended = isTerminal(execution.status)
  execution.halted = false
  execution.unhandledFailures -= 1
  if (execution.status !== 'paused') execution.status = 'running'
  execution.endedAt = null
  execution.parentNotified = false
  draft.watchReady()
  if (ended) setDeadline(draft)
  draft.emit({ type: 'execution', status: execution.status, reason: 'retried', ...(deadLetterId && { deadLetterId }) })
  for (const frozen of open) {
    if (frozen.status === 'ready') draft.dispatch(frozen.nodeId)
    if (frozen.wakeAt !== null && (frozen.status === 'waiting' || frozen.status === 'retrying')) {
      draft.wakeAt(frozen.nodeId, Math.max(frozen.wakeAt, draft.now))
    }
    if (frozen.status === 'waiting' && frozen.wait?.kind === 'children') {
      draft.requestCount(execution.id, frozen.nodeId)
    }
  }
}

/**
 * Resolves a letter whose node is run by another execution, on another version (rule 6.6). This execution stays as it
 * failed; a failure over there leaves a letter of its own.
 */
export function supersedeDeadLetter(
  draft: ExecutionDraft,
  command: LetterCommand & { successorId: string; versionId: string; editedInput: boolean },
): Outcome {
  const { nodeId, successorId, versionId, editedInput } = command
  const letter = draft.letter(nodeId)
  if (!letter) return refused('DEAD_LETTER_NOT_FOUND')
  if (letter.status !== 'open') return refused('DEAD_LETTER_NOT_OPEN')
  // The parent has counted this child as failed, and nothing would tell it of the other execution.
  if (draft.execution.parent) return refused('DEAD_LETTER_OF_CHILD')
  const origin = originOf(command.origin)
  draft.updateLetter(nodeId, { status: 'resolved', batchId: origin.batchId, successorId })
  draft.recordLetter(nodeId, { kind: 'retried', ...origin, editedInput, versionId, successorId })
  draft.recordLetter(nodeId, { kind: 'resolved', batchId: origin.batchId, versionId, successorId })
  return OK
}

export function discardDeadLetter(draft: ExecutionDraft, { nodeId, origin }: LetterCommand): Outcome {
  const letter = draft.letter(nodeId)
  if (!letter) return refused('DEAD_LETTER_NOT_FOUND')
  if (letter.status !== 'open') return refused('DEAD_LETTER_NOT_OPEN')
  const by = originOf(origin)
  draft.updateLetter(nodeId, { status: 'discarded', batchId: by.batchId })
  draft.recordLetter(nodeId, { kind: 'discarded', ...by })
  return OK
}

export function restoreDeadLetter(draft: ExecutionDraft, { nodeId, origin }: LetterCommand): Outcome {
  const letter = draft.letter(nodeId)
  if (!letter) return refused('DEAD_LETTER_NOT_FOUND')
  if (draft.execution.status === 'cancelled') return refused('EXECUTION_CANCELLED')
  if (letter.status !== 'discarded') return refused('DEAD_LETTER_NOT_DISCARDED')
  const by = originOf(origin)
  draft.updateLetter(nodeId, { status: 'open', batchId: by.batchId })
  draft.recordLetter(nodeId, { kind: 'restored', ...by })
  return OK
}

/** The letters of a cancelled execution cannot be retried any more (rule 6.2). */
export function voidDeadLetters(draft: ExecutionDraft): void {
  for (const letter of draft.allLetters()) {
    if (letter.status === 'resolved' || letter.status === 'void') continue
    draft.updateLetter(letter.nodeId, { status: 'void' })
    draft.recordLetter(letter.nodeId, { kind: 'voided' })
  }
}
