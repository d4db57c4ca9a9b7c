import type { ExecutionStatus, NodeRunStatus } from '@spane/realtime'
import { type DeadLetterRow, isSettled, isTerminal, type LetterActor } from './state.ts'

/** What a batch does to each of its letters. */
export type LetterAction = 'retry' | 'discard' | 'restore'

/** Which version a retry runs: the one that failed, or what is published now, as a new execution from that node on. */
export type LetterVersion = 'original' | 'latest'

/**
 * `collecting` (its letters are being found) -> `canary` (only the first few are retried) -> `running` -> `completed`.
 * `canary` -> `stopped` when one of the first fails again; `stopped` -> `running` when somebody says to go on.
 * Each of them -> `cancelled`: what was not begun stays untouched, what was begun still comes to its end.
 */
export type LetterBatchStatus = 'collecting' | 'canary' | 'stopped' | 'running' | 'completed' | 'cancelled'

/**
 * `waiting` (untouched) -> `acting` (its node runs again) -> `done` | `failed` (it failed again).
 * `waiting` -> `refused`: somebody else was faster, or its execution was cancelled.
 */
export type LetterBatchItemStatus = 'waiting' | 'acting' | 'done' | 'failed' | 'refused'

export type LetterBatchCounts = Record<LetterBatchItemStatus, number>

export interface LetterBatchRow {
  readonly id: string
  readonly workspaceId: string
  readonly action: LetterAction
  readonly version: LetterVersion
  /** With `latest`: the version for each workflow that has a certain one. */
  readonly versionIds: Readonly<Record<string, string>>
  /** Retry so many first, and the rest only when all of them resolve; null: all at once. */
  readonly canary: number | null
  readonly by: LetterActor
  /** What it was made of, when not of chosen letters: the group, for the list of batches. */
  readonly fingerprint: string | null
  status: LetterBatchStatus
  counts: LetterBatchCounts
  readonly createdAt: number
  updatedAt: number
  /** Set once nothing of it is under way any more; a stopped one has not ended. */
  endedAt: number | null
}

export interface LetterBatchItemRow {
  readonly batchId: string
  readonly position: number
  readonly letterId: string
  readonly executionId: string
  readonly nodeId: string
  status: LetterBatchItemStatus
  /** Why it was refused, or what it failed with again. */
  errorCode: string | null
  errorMessage: string | null
  /** The execution that a retry on another version started. */
  successorId: string | null
}

/** Letters of a batch whose nodes run again at the same time; the rest waits, so that a large batch leaves room for other work. */
export const MAX_ACTING = 500

/** What is to be done next with a batch. */
export type BatchStep =
  | { do: 'act'; limit: number }
  | { do: 'wait' }
  | { do: 'change'; status: LetterBatchStatus; ended: boolean }
  | { do: 'nothing' }

/** Decides how a batch goes on, from its status and the counts of its items alone (rule 6.5). */
export function decideBatchStep(batch: Pick<LetterBatchRow, 'status' | 'canary' | 'counts' | 'endedAt'>): BatchStep {
  const { status, counts } = batch
  if (batch.endedAt !== null || status === 'stopped' || status === 'collecting') return { do: 'nothing' }
  if (status === 'cancelled' || status === 'completed') {
    return counts.acting > 0 ? { do: 'wait' } : { do: 'change', status, ended: true }
  }
  if (status === 'canary') return decideCanary(batch.canary ?? 0, counts)
  if (counts.waiting > 0) {
    const room = MAX_ACTING - counts.acting
    return room > 0 ? { do: 'act', limit: room } : { do: 'wait' }
  }
  return counts.acting > 0 ? { do: 'wait' } : { do: 'change', status: 'completed', ended: true }
}

/** A refused letter proves nothing, so another takes its place; a failed one stops the batch once all of them are over. */
function decideCanary(canary: number, counts: LetterBatchCounts): BatchStep {
  if (counts.failed > 0) {
    if (counts.acting > 0) return { do: 'wait' }
    const over = counts.waiting === 0
    return { do: 'change', status: over ? 'completed' : 'stopped', ended: over }
  }
  const missing = canary - counts.done - counts.acting
  if (missing > 0 && counts.waiting > 0) return { do: 'act', limit: missing }
  if (counts.acting > 0) return { do: 'wait' }
  if (counts.waiting === 0) return { do: 'change', status: 'completed', ended: true }
  return { do: 'change', status: 'running', ended: false }
}

/** What is known of an item whose retry was begun. */
export interface ActingItem {
  batchId: string
  letter: Pick<DeadLetterRow, 'status' | 'batchId' | 'errorCode' | 'errorMessage'> | undefined
  executionStatus: ExecutionStatus | undefined
  /** Where the retry runs when it is not the letter's own execution. */
  successor?: { status: ExecutionStatus | undefined; node: { status: NodeRunStatus; handled: boolean } | undefined }
}

export type ItemEnd = { status: 'done' } | { status: 'failed'; errorCode: string; errorMessage: string }

/** Whether the retry of an item is over, and how; undefined while its node has not come to an end. */
export function decideItemEnd({ batchId, letter, executionStatus, successor }: ActingItem): ItemEnd | undefined {
  if (successor) return decideSuccessorEnd(successor)
  if (!letter) return failed('DEAD_LETTER_NOT_FOUND', 'The dead letter was removed')
  if (letter.status === 'resolved') return { status: 'done' }
  if (letter.status === 'void') return failed('EXECUTION_CANCELLED', 'The execution was cancelled')
  // Retried again by somebody else means that it had failed again.
  if (letter.status !== 'retrying' || letter.batchId !== batchId) return failed(letter.errorCode, letter.errorMessage)
  if (executionStatus === 'failed')
    return failed('EXECUTION_HALTED', 'Another node of the execution failed before this one ran again')
  return undefined
}

function decideSuccessorEnd({ status, node }: NonNullable<ActingItem['successor']>): ItemEnd | undefined {
  if (status === undefined) return failed('EXECUTION_NOT_FOUND', 'The execution of the retry was removed')
  if (node?.status === 'failed' && !node.handled) return failed('FAILED_AGAIN', 'The node failed again')
  if (node && isSettled(node.status) && node.status !== 'cancelled') return { status: 'done' }
  if (status === 'cancelled') return failed('EXECUTION_CANCELLED', 'The execution of the retry was cancelled')
  if (isTerminal(status)) return failed('EXECUTION_HALTED', 'Another node of the execution failed first')
  return undefined
}

function failed(errorCode: string, errorMessage: string): ItemEnd {
  return { status: 'failed', errorCode, errorMessage }
}
