import { type SpanContext, TraceFlags } from '@opentelemetry/api'

/** What is stored with an execution: its own span, and the one above it. */
export interface StoredTrace {
  traceId: string
  spanId: string
  sampled: boolean
  parentSpanId?: string
}

const TRACE = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?: ([0-9a-f]{16}))?$/

/** A W3C traceparent, with the id of the span above behind it. */
export function writeTrace({ traceId, spanId, sampled, parentSpanId }: StoredTrace): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}${parentSpanId ? ` ${parentSpanId}` : ''}`
}

/** Undefined for what is no trace. */
export function readTrace(text: string): StoredTrace | undefined {
  const [, traceId, spanId, flags, parentSpanId] = TRACE.exec(text) ?? []
  if (!traceId || !spanId || !flags) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1, ...(parentSpanId && { parentSpanId }) }
}

export function toSpanContext({ traceId, sampled }: StoredTrace, spanId: string): SpanContext {
  return { traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true }
}
