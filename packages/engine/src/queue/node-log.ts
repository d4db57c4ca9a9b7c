import type { LogLevel } from '@spane/node-sdk'

const MAX_LINES = 200
const MAX_LINE = 2_000

/** The log of one start of a node, bounded: what comes after the last line that fits is counted, not kept. */
export class NodeLog {
  private readonly lines: { at: string; level: LogLevel; message: string }[] = []
  private dropped = 0
  private readonly redact: (text: string) => string

  constructor(redact: (text: string) => string) {
    this.redact = redact
  }

  write(level: LogLevel, message: unknown): void {
    if (this.lines.length >= MAX_LINES) {
      this.dropped += 1
      return
    }
    const text = this.redact(typeof message === 'string' ? message : String(message))
    const cut = text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}… (${text.length} characters)` : text
    this.lines.push({ at: new Date().toISOString(), level, message: cut })
  }

  /** JSON text, or undefined when nothing was written. */
  toText(): string | undefined {
    if (this.lines.length === 0) return undefined
    const lines = [...this.lines]
    if (this.dropped > 0) {
      lines.push({ at: new Date().toISOString(), level: 'warn', message: `${this.dropped} more lines were not kept` })
    }
    return JSON.stringify(lines)
  }
}
