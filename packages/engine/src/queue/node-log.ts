import type { LogFields, LogLevel } from '@spane/node-sdk'
import type { LogLine } from '../execution/state.ts'

/** Bounds of the log of one start. */
export interface LogBounds {
  lines: number
  /** Characters of messages and fields together. */
  characters: number
}

export const DEFAULT_LOG_BOUNDS: LogBounds = { lines: 1_000, characters: 256 * 1024 }
const LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warn', 'error'])
/** Most characters of a message, and of a line's fields. */
const MAX_TEXT = 4_000
/** Most characters of a longer message that are looked through for secrets. */
const MAX_READ = 64_000
/** The end of what was looked through may hold the beginning of a secret. */
const UNSAFE_END = 8_000

/**
 * The log of one start of a node, bounded: what comes after the last line that fits is counted, not kept, and costs
 * nothing. Lines wait here until they are taken.
 */
export class NodeLog {
  private pending: LogLine[] = []
  private written = 0
  private characters = 0
  private dropped = 0
  private ended = false
  private readonly redact: (text: string) => string
  private readonly onLine: () => void
  private readonly bounds: LogBounds

  constructor(options: { redact: (text: string) => string; onLine?: () => void; bounds?: LogBounds }) {
    this.redact = options.redact
    this.onLine = options.onLine ?? (() => undefined)
    this.bounds = options.bounds ?? DEFAULT_LOG_BOUNDS
  }

  write(level: LogLevel, message: unknown, fields?: LogFields): void {
    if (this.ended) return
    if (this.dropped > 0 || this.written >= this.bounds.lines || this.characters >= this.bounds.characters) {
      if (this.dropped === 0) this.add('warn', 'The log of this start is full: what follows is not kept')
      this.dropped += 1
      return
    }
    const told = this.tellFields(fields)
    // A node in JavaScript may name a level that there is none of; the store would refuse it, and the result with it.
    this.add(LEVELS.has(level) ? level : 'info', this.shorten(textOf(message)) + told.note, told.fields)
  }

  get hasPending(): boolean {
    return this.pending.length > 0
  }

  take(limit: number): LogLine[] {
    return this.pending.splice(0, limit)
  }

  /** Lines that were taken and could not be stored. */
  putBack(lines: readonly LogLine[]): void {
    this.pending.unshift(...lines)
  }

  /** Everything that is left, and how much was dropped. Nothing is written after it. */
  end(): LogLine[] {
    if (this.dropped > 0) this.add('warn', `${this.dropped.toLocaleString('en')} more lines were not kept`)
    this.ended = true
    this.dropped = 0
    return this.take(this.pending.length)
  }

  private add(level: LogLevel, message: string, fields: string | null = null): void {
    this.written += 1
    this.characters += message.length + (fields?.length ?? 0)
    this.pending.push({ line: this.written, at: Date.now(), level, message, fields })
    this.onLine()
  }

  private shorten(message: string): string {
    const isLong = message.length > MAX_READ
    const redacted = this.redact(isLong ? message.slice(0, MAX_READ) : message)
    const safe = isLong ? redacted.slice(0, -UNSAFE_END) : redacted
    const cut = safe.length > MAX_TEXT ? safe.slice(0, MAX_TEXT) : safe
    // Half a surrogate pair at the cut, or any other that stands alone, is no Unicode text; PostgreSQL's text has no NUL.
    const text = cut.replaceAll(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd')
    return cut.length < message.length && (isLong || safe.length > MAX_TEXT)
      ? `${text}… (${message.length.toLocaleString('en')} characters)`
      : text
  }

  private tellFields(fields: LogFields | undefined): { fields: string | null; note: string } {
    if (fields === undefined || fields === null) return { fields: null, note: '' }
    try {
      const text = JSON.stringify(fields, tellBigInt)
      if (text === undefined || text === '{}') return { fields: null, note: '' }
      if (text.length > MAX_TEXT) {
        return { fields: null, note: ` (fields of ${text.length.toLocaleString('en')} characters were not kept)` }
      }
      return { fields: this.redact(text), note: '' }
    } catch {
      return { fields: null, note: ' (fields that are no JSON were not kept)' }
    }
  }
}

function tellBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function textOf(message: unknown): string {
  try {
    return typeof message === 'string' ? message : String(message)
  } catch {
    return '(a message that has no text)'
  }
}
