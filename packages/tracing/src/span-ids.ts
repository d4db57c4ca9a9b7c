import { RandomIdGenerator } from '@opentelemetry/sdk-trace-base'

/**
 * Ids of spans, of which the next can be given: the span of an execution is named when it is created, in one process,
 * so that its nodes can stand below it, and written when it has ended, in another.
 */
export class SpanIds extends RandomIdGenerator {
  private given: { traceId: string; spanId: string } | undefined

  /** The span that `work` starts has these ids. */
  use<T>(ids: { traceId: string; spanId: string }, work: () => T): T {
    this.given = ids
    try {
      return work()
    } finally {
      this.given = undefined
    }
  }

  override generateTraceId = (): string => this.given?.traceId ?? randomHex(16)
  override generateSpanId = (): string => this.given?.spanId ?? randomHex(8)
}

/** Random hexadecimal digits for this many bytes, never all zero. */
export function randomHex(bytes: number): string {
  for (;;) {
    const hex = Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
    if (/[^0]/.test(hex)) return hex
  }
}
