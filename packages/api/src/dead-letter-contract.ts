import type { AttemptDetail, DeadLetterStatus, DeadLetterSummary, Payload } from './contract.ts'

/** Alike failures: the same node of the same workflow, failing the same way. */
export interface DeadLetterGroupSummary {
  fingerprint: string
  workflowId: string
  workflowName: string
  nodeId: string
  nodeName: string
  nodeType: string
  errorCode: string
  /** Of the latest failure. */
  errorMessage: string
  counts: Record<DeadLetterStatus, number>
  firstFailedAt: string
  lastFailedAt: string
}

/** Something that happened to a letter. */
export interface DeadLetterEntry {
  seq: number
  at: string
  kind: 'failed' | 'retried' | 'resolved' | 'discarded' | 'restored' | 'voided'
  /** Who asked for it; null for what the engine found by itself. */
  by: 'person' | 'api' | 'program' | null
  batchId: string | null
  editedInput: boolean
  /** Number of the version that was run; null when it was removed. */
  version: number | null
  /** The execution that went on in place of the letter's own. */
  successorId: string | null
  errorCode: string | null
  errorMessage: string | null
  attempts: number | null
}

export interface DeadLetterDetail extends DeadLetterSummary {
  input: Payload | null
  /** Every attempt of the node with its error, the newest last. */
  history: AttemptDetail[]
  /** What happened to the letter, the oldest first. */
  entries: DeadLetterEntry[]
  /** Number of the version that failed. */
  version: number | null
  /** The execution that went on in place of this one. */
  successorId: string | null
  /** How the workflow stands now beside the version that failed. */
  latest: 'same' | 'changed' | 'no-node' | 'gone'
}

export interface DeadLetterBatch {
  id: string
  action: 'retry' | 'discard' | 'restore'
  version: 'original' | 'latest'
  canary: number | null
  by: 'person' | 'api' | 'program'
  status: 'collecting' | 'canary' | 'stopped' | 'running' | 'completed' | 'cancelled'
  counts: Record<'waiting' | 'acting' | 'done' | 'failed' | 'refused', number>
  total: number
  /** The group that it was made of, when it was one. */
  group: { fingerprint: string; errorMessage: string; nodeId: string } | null
  createdAt: string
  endedAt: string | null
}

/** What became of a letter of a batch. */
export interface DeadLetterBatchItem {
  position: number
  letterId: string
  executionId: string
  nodeId: string
  status: 'waiting' | 'acting' | 'done' | 'failed' | 'refused'
  errorCode: string | null
  errorMessage: string | null
  successorId: string | null
}
