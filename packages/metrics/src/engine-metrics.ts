import type { EngineMetrics } from '@spane/engine'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** From a no-op to a node at its default timeout, in seconds. */
const RUN_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300]
/** From a webhook's answer to a wait of a day, in seconds. */
const EXECUTION_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1_800, 3_600, 14_400, 86_400]
const QUEUED_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 3_600]

/** Counts what the engine of this process does. Sum the series of all processes to know what the installation did. */
export function createEngineMetrics(registry: Registry): EngineMetrics {
  const registers = [registry]
  const started = new Counter({
    name: 'spane_executions_started_total',
    help: 'Executions that were accepted',
    registers,
  })
  const ended = new Counter({
    name: 'spane_executions_ended_total',
    help: 'Executions that ended, by status',
    labelNames: ['status'] as const,
    registers,
  })
  const executionSeconds = new Histogram({
    name: 'spane_execution_seconds',
    help: 'How long executions took from their creation to their end, by status',
    labelNames: ['status'] as const,
    buckets: EXECUTION_BUCKETS,
    registers,
  })
  const running = new Gauge({
    name: 'spane_nodes_running',
    help: 'Nodes that this process runs now, by node type',
    labelNames: ['type'] as const,
    registers,
  })
  const starts = new Counter({
    name: 'spane_node_starts_total',
    help: 'Starts of nodes that ended, by node type and outcome',
    labelNames: ['type', 'outcome'] as const,
    registers,
  })
  const retries = new Counter({
    name: 'spane_node_retries_total',
    help: 'Starts of nodes beyond the first attempt, by node type',
    labelNames: ['type'] as const,
    registers,
  })
  const run = new Histogram({
    name: 'spane_node_run_seconds',
    help: 'How long starts of nodes ran, by node type',
    labelNames: ['type'] as const,
    buckets: RUN_BUCKETS,
    registers,
  })
  const queued = new Histogram({
    name: 'spane_node_queued_seconds',
    help: 'How long nodes were ready before they were started',
    buckets: QUEUED_BUCKETS,
    registers,
  })
  const takenOver = new Counter({
    name: 'spane_nodes_taken_over_total',
    help: 'Leases of lost workers that this process took over',
    registers,
  })
  const relayed = new Counter({
    name: 'spane_outbox_relayed_total',
    help: 'Wake-ups that the relay queued because the process that committed them had not',
    registers,
  })
  const queueFailed = new Counter({
    name: 'spane_queue_failures_total',
    help: 'Wake-ups that could not be queued at once and waited in the outbox',
    registers,
  })
  // Series that exist from the start: an alert on the first failure needs a zero before it.
  for (const status of ['completed', 'failed', 'cancelled']) ended.inc({ status }, 0)
  return {
    executionsStarted: (count) => started.inc(count),
    executionEnded(status, durationMs) {
      ended.inc({ status })
      executionSeconds.observe({ status }, durationMs / 1_000)
    },
    nodesRunning: (type, by) => running.inc({ type }, by),
    startEnded({ nodeType: type, outcome, attempt, runMs, queuedMs }) {
      starts.inc({ type, outcome })
      if (attempt > 1) retries.inc({ type })
      run.observe({ type }, runMs / 1_000)
      if (queuedMs !== undefined) queued.observe(queuedMs / 1_000)
    },
    nodeTakenOver: () => takenOver.inc(),
    relayed: (wakeUps) => relayed.inc(wakeUps),
    queueFailed: (wakeUps) => queueFailed.inc(wakeUps),
  }
}
