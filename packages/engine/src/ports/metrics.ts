/** How a start of a node ended, as it is counted. */
export type CountedOutcome =
  | 'completed'
  | 'failed'
  | 'timeout'
  /** Put off by a rate limit; no attempt was spent. */
  | 'limited'
  | 'waiting'
  | 'released'
  /** Cancelled or taken over while it ran: nobody waited for its result. */
  | 'aborted'

export interface EndedStart {
  nodeType: string
  outcome: CountedOutcome
  /** 1 for the first; a higher one is a retry. */
  attempt: number
  /** From the call of the executor to its end, in ms. */
  runMs: number
  /** How long the node was ready before it was started, in ms by the store's clock; absent when that is not known. */
  queuedMs?: number
}

/**
 * What the engine counts as it goes. It is called between transactions, so every method must be quick and must not throw.
 * Numbers only: no ids, no payloads.
 */
export interface EngineMetrics {
  /** Executions were accepted; those of a repeated idempotency key are not counted again. */
  executionsStarted(count: number): void
  /** This process committed the end of an execution. */
  executionEnded(status: 'completed' | 'failed' | 'cancelled', durationMs: number): void
  /** Nodes of this type that this process runs have become more (1) or fewer (-1). */
  nodesRunning(nodeType: string, by: 1 | -1): void
  /** This process ran a node. */
  startEnded(start: EndedStart): void
  /** A node of a lost worker was taken over. */
  nodeTakenOver(): void
  /** The relay queued wake-ups that the process which committed them had not. */
  relayed(wakeUps: number): void
  /** Wake-ups could not be queued; they wait in the outbox. */
  queueFailed(wakeUps: number): void
}

/** Counts nothing. */
export const noMetrics: EngineMetrics = {
  executionsStarted() {},
  executionEnded() {},
  nodesRunning() {},
  startEnded() {},
  nodeTakenOver() {},
  relayed() {},
  queueFailed() {},
}
