import type { NodeRunStatus } from '@spane/realtime'

/** JSON text for display; `truncated` when there is more than is shown. */
export interface NodeRunPayload {
  text: string
  /** Size of the whole value. */
  bytes: number
  truncated: boolean
}

export interface NodeRunError {
  code: string
  message: string
  stack?: string
  details?: unknown
}

export interface NodeRunAttempt {
  /** Counts every start, lost ones too. */
  start: number
  attempt: number
  outcome: 'completed' | 'failed' | 'timeout' | 'waiting' | 'lost' | 'released' | 'cancelled'
  workerId: string | null
  /** Since when it could have started; null when that is not known. */
  queuedAt: string | null
  startedAt: string
  endedAt: string
  error: NodeRunError | null
}

/** What the inspector's Run tab shows of a node, as `loadNodeRun` answers it. */
export interface NodeRunDetail {
  executionId: string
  nodeId: string
  status: NodeRunStatus
  attempt: number
  input: NodeRunPayload | null
  output: NodeRunPayload | null
  error: NodeRunError | null
  attempts: NodeRunAttempt[]
}
