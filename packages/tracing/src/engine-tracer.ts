import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace as traceApi,
} from '@opentelemetry/api'
import type { EngineTracer, NodeSpan, TracedEnd, TracedStart } from '@spane/engine'
import { randomHex, type SpanIds } from './span-ids.ts'
import { readTrace, type StoredTrace, toSpanContext, writeTrace } from './stored-trace.ts'

/** Fills the engine's port with spans of OpenTelemetry. `ids` must be those of the provider that `tracer` is of. */
export function createEngineTracer(options: {
  tracer: Tracer
  ids: SpanIds
  /** Decides whether a trace that begins here is recorded. */
  isSampled: (traceId: string) => boolean
}): EngineTracer {
  const { tracer, ids, isSampled } = options
  return {
    executionCreated({ traceparent }) {
      const current = traceApi.getSpanContext(context.active())
      const above = traceparent === undefined ? undefined : readTrace(traceparent)
      const parent: StoredTrace | undefined =
        above ??
        (current && { traceId: current.traceId, spanId: current.spanId, sampled: (current.traceFlags & 1) === 1 })
      const traceId = parent?.traceId ?? randomHex(16)
      const spanId = randomHex(8)
      return writeTrace(
        parent
          ? { traceId, spanId, sampled: parent.sampled, parentSpanId: parent.spanId }
          : { traceId, spanId, sampled: isSampled(traceId) },
      )
    },
    executionEnded: (end) => writeExecutionSpan(tracer, ids, end),
    startNode: (start) => startNodeSpan(tracer, start),
  }
}

function writeExecutionSpan(tracer: Tracer, ids: SpanIds, end: TracedEnd): void {
  const stored = readTrace(end.trace)
  if (!stored?.sampled) return
  const parent = stored.parentSpanId
    ? traceApi.setSpanContext(ROOT_CONTEXT, toSpanContext(stored, stored.parentSpanId))
    : ROOT_CONTEXT
  const span = ids.use(stored, () =>
    tracer.startSpan(
      `execution ${end.workflowId}`,
      {
        kind: SpanKind.INTERNAL,
        startTime: end.createdAt,
        attributes: {
          'spane.workflow.id': end.workflowId,
          'spane.execution.id': end.executionId,
          'spane.execution.status': end.status,
        },
      },
      parent,
    ),
  )
  if (end.status === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(end.endedAt)
}

function startNodeSpan(tracer: Tracer, start: TracedStart): NodeSpan {
  const stored = readTrace(start.trace)
  const above = stored ? traceApi.setSpanContext(ROOT_CONTEXT, toSpanContext(stored, stored.spanId)) : ROOT_CONTEXT
  const attributes = {
    'spane.workflow.id': start.workflowId,
    'spane.execution.id': start.executionId,
    'spane.node.id': start.nodeId,
    'spane.node.type': start.nodeType,
    'spane.node.attempt': start.attempt,
    'spane.node.start': start.start,
    'spane.worker.id': start.workerId,
  }
  if (start.readyAt !== null && start.readyAt <= start.startedAt) {
    tracer.startSpan(`queued ${start.nodeId}`, { startTime: start.readyAt, attributes }, above).end(start.startedAt)
  }
  const span = tracer.startSpan(`node ${start.nodeId}`, { startTime: start.startedAt, attributes }, above)
  return new OpenNodeSpan(tracer, span, traceApi.setSpan(above, span), start.startedAt)
}

class OpenNodeSpan implements NodeSpan {
  readonly traceparent: string
  private readonly tracer: Tracer
  private readonly span: Span
  private readonly context: Context
  private readonly startedAt: number
  private readonly openedAt = performance.now()

  constructor(tracer: Tracer, span: Span, spanContext: Context, startedAt: number) {
    this.tracer = tracer
    this.span = span
    this.context = spanContext
    this.startedAt = startedAt
    const { traceId, spanId, traceFlags } = span.spanContext()
    this.traceparent = writeTrace({ traceId, spanId, sampled: (traceFlags & 1) === 1 })
  }

  run<T>(work: () => T): T {
    return context.with(this.context, work)
  }

  part(name: string, ms: number): void {
    const now = this.now()
    this.tracer.startSpan(name, { startTime: now - ms }, this.context).end(now)
  }

  end(outcome: string, errorCode?: string): void {
    this.span.setAttribute('spane.node.outcome', outcome)
    if (errorCode !== undefined) {
      this.span.setAttribute('error.type', errorCode)
      this.span.setStatus({ code: SpanStatusCode.ERROR, message: errorCode })
    }
    this.span.end(this.now())
  }

  /** The store's clock, as far as this process knows it: spans of several processes stand beside each other. */
  private now(): number {
    return this.startedAt + (performance.now() - this.openedAt)
  }
}
