import type { LogLevel } from '@spane/node-sdk'
import type { LogLine, LogRow } from '../execution/state.ts'

/** What a start wrote since it was asked last. */
export interface LogBatch {
  executionId: string
  nodeId: string
  /** The fencing token of the start. */
  token: number
  lines: readonly LogLine[]
}

/** Where a line stands: among all lines of its execution by `id`, among those of its node by `start` and `line`. */
export interface LogKey {
  /** Digits; grows in the order in which lines were stored. */
  id: string
  start: number
  line: number
}

export interface StoredLogLine extends LogRow {
  readonly id: string
}

export interface LogQuery {
  executionId: string
  nodeId?: string
  levels?: readonly LogLevel[]
  /** Part of a message or of its fields, in any case. */
  text?: string
  /** Only lines that were written by then, in ms since the epoch. */
  until?: number
  /** Only lines before this one. */
  before?: LogKey
  limit: number
}

export interface LogPage {
  /** The newest first. */
  lines: StoredLogLine[]
  /** Where to go on; null when nothing is left. A page may hold fewer lines than asked for, even none, and still have one. */
  next: LogKey | null
}

/** Lines that one search looks at; what lies behind them is for the next page. */
export const LOG_SEARCH_DEPTH = 20_000
