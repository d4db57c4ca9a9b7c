import type { EngineMetrics } from '@spane/engine'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { createEngineMetrics } from './engine-metrics.ts'
import { type InstallationFigures, registerInstallationMetrics } from './installation-metrics.ts'

export interface MetricsOptions {
  /** A label of every series, so that those of several kinds of process can be told apart. */
  process: 'web' | 'worker'
  /** Reads what is true of the whole installation. One kind of process tells it, so that no sum counts it twice. */
  readInstallation?: () => Promise<InstallationFigures>
  /** Most ms that a scrape waits for the installation's figures. Default 3,000. */
  patience?: number
}

export interface Metrics {
  /** To be handed to the engine. */
  engine: EngineMetrics
  /** Told how many executions were deleted because their retention was over. */
  executionsPruned(count: number): void
  /** What `/metrics` answers, in Prometheus' text format. Never rejects because the database is away. */
  render(): Promise<{ contentType: string; body: string }>
}

/** The metrics of one process: its engine, its event loop and memory, and the installation's figures where asked for. */
export function createMetrics({ process, readInstallation, patience = 3_000 }: MetricsOptions): Metrics {
  const own = new Registry()
  own.setDefaultLabels({ process })
  collectDefaultMetrics({ register: own })
  const pruned = new Counter({
    name: 'spane_executions_pruned_total',
    help: 'Executions that were deleted because their retention was over',
    registers: [own],
  })
  const counters = { engine: createEngineMetrics(own), executionsPruned: (count: number) => pruned.inc(count) }
  if (!readInstallation) return { ...counters, render: async () => answer(own, await own.metrics()) }

  const installation = new Registry()
  const setFigures = registerInstallationMetrics(installation)
  const readable = new Gauge({
    name: 'spane_installation_readable',
    help: '1 when database and queue answered this scrape, else 0',
    registers: [own],
  })
  const read = shareReads(readInstallation, patience)
  return {
    ...counters,
    async render() {
      const figures = await read().catch(() => undefined)
      readable.set(figures ? 1 : 0)
      // Figures of before would look as if they were of now.
      if (!figures) return answer(own, await own.metrics())
      setFigures(figures)
      return answer(own, `${await installation.metrics()}\n${await own.metrics()}`)
    },
  }
}

function answer(registry: Registry, body: string) {
  return { contentType: registry.contentType, body }
}

/** Scrapes at the same time share one read, and none waits longer than `patience` for it. */
function shareReads<T>(read: () => Promise<T>, patience: number): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => {
    reading ??= read().finally(() => {
      reading = undefined
    })
    // Its failure is seen by whoever still waits.
    reading.catch(() => undefined)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The figures took too long')), patience)
      reading?.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }
}
