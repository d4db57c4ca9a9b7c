import type { EndedExecution } from '../execution/ended-execution.ts'

/** A start of a node, as its span tells it. Ids, names and times only: no payloads. */
export interface TracedStart {
  /** What `executionCreated` gave for the execution. */
  trace: string
  executionId: string
  workflowId: string
  nodeId: string
  nodeType: string
  attempt: number
  start: number
  workerId: string
  /** By the store's clock, ms since the epoch. */
  readyAt: number | null
  startedAt: number
}

/** The end of an execution that is traced. */
export type TracedEnd = EndedExecution & { trace: string }

/** The span of a start of a node. */
export interface NodeSpan {
  /** W3C trace context, to be handed to outside systems. */
  readonly traceparent: string
  /** Runs `work` with this span as the current one, for libraries that look for it. */
  run<T>(work: () => T): T
  /** Tells of a part of it that ends now. */
  part(name: string, ms: number): void
  end(outcome: string, errorCode?: string): void
}

/**
 * Makes an execution one trace over all processes that take part in it. Absent: nothing is traced, and nothing is paid
 * for it. Methods must be quick and must not throw.
 */
export interface EngineTracer {
  /**
   * An execution is about to be created by whoever sent `traceparent` (W3C), if anybody did. What is returned is stored
   * with the execution and means nothing to the engine; undefined: it is not traced.
   */
  executionCreated(start: { traceparent?: string }): string | undefined
  /** This process has committed its end. */
  executionEnded(end: TracedEnd): void
  /** This process has claimed a node. */
  startNode(start: TracedStart): NodeSpan
}

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** Whether a header of this name's worth can be gone on from; what cannot is ignored, as the standard wants. */
export function isTraceparent(text: string | null | undefined): text is string {
  return typeof text === 'string' && TRACEPARENT.test(text)
}
