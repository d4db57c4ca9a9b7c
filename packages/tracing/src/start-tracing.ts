import { context, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import type { EngineTracer } from '@spane/engine'
import { createEngineTracer } from './engine-tracer.ts'
import { SpanIds } from './span-ids.ts'

export interface TracingOptions {
  /** What the process calls itself, unless `OTEL_SERVICE_NAME` says something else. */
  serviceName: string
  /** Of the traces that begin here, the part that is recorded; 1 is all. */
  ratio?: number
  /** Where spans go; over OTLP/HTTP to `OTEL_EXPORTER_OTLP_ENDPOINT` when absent. */
  processor?: SpanProcessor
}

export interface Tracing {
  /** To be handed to the engine. */
  engine: EngineTracer
  /** Sends what is left. */
  shutdown(): Promise<void>
}

/**
 * Sets up OpenTelemetry for a process. The exporter reads the standard variables (`OTEL_EXPORTER_OTLP_ENDPOINT`,
 * `OTEL_EXPORTER_OTLP_HEADERS` …). While nobody answers there, spans are dropped and nothing else happens.
 */
export function startTracing({ serviceName, ratio = 1, processor }: TracingOptions): Tracing {
  const ids = new SpanIds()
  const root: Sampler = ratio >= 1 ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio)
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    sampler: new ParentBasedSampler({ root }),
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME || serviceName }),
    ),
    spanProcessors: [processor ?? new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  // What nodes and libraries call inside of a node's span finds it as the current one.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const isSampled = (traceId: string) =>
    root.shouldSample(ROOT_CONTEXT, traceId, 'execution', SpanKind.INTERNAL, {}, []).decision ===
    SamplingDecision.RECORD_AND_SAMPLED
  return {
    engine: createEngineTracer({ tracer: provider.getTracer('spane'), ids, isSampled }),
    shutdown: () => provider.shutdown(),
  }
}
