import type {
  LetterAction,
  LetterBatchItemRow,
  LetterBatchItemStatus,
  LetterBatchRow,
  LetterBatchStatus,
  LetterVersion,
} from '../execution/letter-batch.ts'
import type { DeadLetterStatus, LetterActor, LetterEntryRow } from '../execution/state.ts'

export interface DeadLetterFilter {
  workspaceId: string
  status?: DeadLetterStatus | DeadLetterStatus[]
  workflowId?: string
  /** Of these groups only. */
  fingerprint?: string | string[]
  /** Failed at this time (ms) or later; and before this one. */
  since?: number
  until?: number
  limit: number
  /** Key of the last row of the page before. */
  before?: { failedAt: number; id: string }
}

/** Alike failures: one fingerprint, so one node of one workflow and one code (rule 6.1). */
export interface DeadLetterGroup {
  fingerprint: string
  workspaceId: string
  workflowId: string
  nodeId: string
  errorCode: string
  /** Of the latest failure. */
  errorMessage: string
  counts: Record<DeadLetterStatus, number>
  firstFailedAt: number
  lastFailedAt: number
}

export interface DeadLetterGroupFilter {
  workspaceId: string
  /** Groups that have a letter in one of these. */
  status?: DeadLetterStatus | DeadLetterStatus[]
  workflowId?: string
  fingerprint?: string[]
  errorCode?: string
  /** Part of the message, the code or the node's id, in any case. */
  text?: string
  /** Failed last at this time (ms) or later. */
  since?: number
  limit: number
  before?: { lastFailedAt: number; fingerprint: string }
}

export interface CreateLetterBatch {
  /** A UUID, chosen by the caller: creating it again changes nothing. */
  id: string
  workspaceId: string
  action: LetterAction
  version: LetterVersion
  /** With `latest`: the version for each workflow; what starts use now for one that is not named. */
  versionIds?: Readonly<Record<string, string>>
  canary: number | null
  by: LetterActor
  /** Chosen letters, or all that match and can be acted on, as they are when the batch is made. */
  letters: { ids: string[] } | { workflowId?: string; fingerprint?: string | string[]; since?: number; until?: number }
}

/** What became of an item; `acting` when its node runs again now. */
export interface LetterBatchResult {
  letterId: string
  status: LetterBatchItemStatus
  errorCode?: string
  errorMessage?: string
  successorId?: string
}

export interface LetterBatchFilter {
  workspaceId: string
  /** Only those that are under way or stopped; a stopped one waits for somebody. */
  open?: boolean
  fingerprint?: string
  limit: number
  before?: { createdAt: number; id: string }
}

/** Groups, history and batches of dead letters: a part of every store (`store.letters`). */
export interface DeadLetterStore {
  /** What happened to a letter, the oldest first. */
  readLetterHistory(letterId: string, limit: number): Promise<LetterEntryRow[]>
  /** The group that failed last first. */
  listLetterGroups(filter: DeadLetterGroupFilter): Promise<DeadLetterGroup[]>

  /** Makes a batch and finds the first of its letters; when there are more, {@link collectLetterBatch} finds them. */
  createLetterBatch(request: CreateLetterBatch): Promise<LetterBatchRow>
  /** Finds more letters of a batch that is `collecting`, and has it begin when there are no more. */
  collectLetterBatch(id: string): Promise<LetterBatchRow | undefined>
  /** A batch that has not ended and is not stopped, hidden from other workers for `hideMs`. */
  takeLetterBatch(hideMs: number): Promise<LetterBatchRow | undefined>
  /** Lets other workers have it at once. */
  releaseLetterBatch(id: string): Promise<void>
  /** The next items that are `waiting`, by position. */
  readWaitingItems(id: string, limit: number): Promise<LetterBatchItemRow[]>
  /** Records what became of items that were `waiting`. */
  recordBatchResults(id: string, results: LetterBatchResult[]): Promise<void>
  /** Ends the items that are `acting` and whose retry is over; returns those that it ended. */
  settleLetterBatch(id: string): Promise<LetterBatchItemRow[]>
  /** Compare-and-set; undefined when it is in none of the statuses `from` any more. */
  changeLetterBatch(
    id: string,
    change: { from: LetterBatchStatus[]; to: LetterBatchStatus; ended: boolean },
  ): Promise<LetterBatchRow | undefined>
  readLetterBatch(id: string): Promise<LetterBatchRow | undefined>
  /** The newest first. */
  listLetterBatches(filter: LetterBatchFilter): Promise<LetterBatchRow[]>
  /** By position. */
  listBatchItems(
    id: string,
    filter: { status?: LetterBatchItemStatus[]; after?: number; limit: number },
  ): Promise<LetterBatchItemRow[]>
}
