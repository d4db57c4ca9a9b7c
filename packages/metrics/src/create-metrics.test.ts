import { describe, expect, it } from 'vitest'
import { createMetrics } from './create-metrics.ts'
import type { InstallationFigures } from './installation-metrics.ts'

const figures: InstallationFigures = {
  executions: { queued: 1, running: 2, paused: 3 },
  nodes: { ready: 4, oldestReadySeconds: 5.5, running: 6, leaseExpired: 7 },
  deadLetters: { open: 8, retrying: 9 },
  workers: { alive: 2, lost: 1, slots: 20 },
  outbox: { due: 11, oldestDueSeconds: 0.5 },
  queue: { waiting: 12, active: 13, delayed: 14, failed: 0 },
  readyTypes: [{ nodeType: 'http', ready: 4, oldestSeconds: 5.5 }],
  storage: { databaseBytes: 1_000, workflows: [{ workflowId: 'orders', bytes: 600 }] },
}

async function linesOf(metrics: ReturnType<typeof createMetrics>): Promise<string[]> {
  return (await metrics.render()).body.split('\n')
}

describe('createMetrics', () => {
  it('counts what the engine did, by type and outcome, and retries apart', async () => {
    const metrics = createMetrics({ process: 'worker' })
    const { engine } = metrics
    engine.executionsStarted(3)
    engine.executionEnded('completed', 200)
    engine.nodesRunning('http', 1)
    engine.nodesRunning('http', 1)
    engine.nodesRunning('http', -1)
    engine.startEnded({ nodeType: 'http', outcome: 'failed', attempt: 1, runMs: 40, queuedMs: 4 })
    engine.startEnded({ nodeType: 'http', outcome: 'completed', attempt: 2, runMs: 20 })
    engine.nodeTakenOver()
    engine.relayed(2)
    engine.queueFailed(5)
    metrics.executionsPruned(6)
    const lines = await linesOf(metrics)
    expect(lines).toEqual(
      expect.arrayContaining([
        'spane_executions_started_total{process="worker"} 3',
        'spane_executions_ended_total{status="completed",process="worker"} 1',
        'spane_executions_ended_total{status="failed",process="worker"} 0',
        'spane_execution_seconds_bucket{le="0.5",process="worker",status="completed"} 1',
        'spane_nodes_running{type="http",process="worker"} 1',
        'spane_node_starts_total{type="http",outcome="failed",process="worker"} 1',
        'spane_node_starts_total{type="http",outcome="completed",process="worker"} 1',
        'spane_node_retries_total{type="http",process="worker"} 1',
        'spane_node_run_seconds_bucket{le="0.01",process="worker",type="http"} 0',
        'spane_node_run_seconds_bucket{le="0.05",process="worker",type="http"} 2',
        'spane_node_queued_seconds_count{process="worker"} 1',
        'spane_nodes_taken_over_total{process="worker"} 1',
        'spane_outbox_relayed_total{process="worker"} 2',
        'spane_queue_failures_total{process="worker"} 5',
        'spane_executions_pruned_total{process="worker"} 6',
      ]),
    )
    expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds{process="worker"}'))).toBe(true)
    expect(lines.some((line) => line.startsWith('spane_workers'))).toBe(false)
  })

  it('tells the state of the installation where it is asked to', async () => {
    const lines = await linesOf(createMetrics({ process: 'web', readInstallation: async () => figures }))
    expect(lines).toEqual(
      expect.arrayContaining([
        'spane_executions_open{status="paused"} 3',
        'spane_node_runs_open{status="ready"} 4',
        'spane_queue_oldest_ready_seconds 5.5',
        'spane_leases_expired 7',
        'spane_queue_ready_nodes{type="http"} 4',
        'spane_queue_ready_seconds{type="http"} 5.5',
        'spane_database_bytes 1000',
        'spane_workflow_storage_bytes{workflow="orders"} 600',
        'spane_dead_letters{status="open"} 8',
        'spane_workers{state="lost"} 1',
        'spane_worker_slots 20',
        'spane_outbox_due_rows 11',
        'spane_outbox_oldest_due_seconds 0.5',
        'spane_queue_wake_ups{state="waiting"} 12',
        'spane_installation_readable{process="web"} 1',
      ]),
    )
  })

  it('forgets types and workflows that are no longer told of', async () => {
    let now = figures
    const metrics = createMetrics({ process: 'web', readInstallation: async () => now })
    await metrics.render()
    now = { ...figures, readyTypes: [], storage: { databaseBytes: 1, workflows: [] } }
    const lines = await linesOf(metrics)
    expect(lines.some((line) => line.startsWith('spane_queue_ready_nodes{'))).toBe(false)
    expect(lines.some((line) => line.startsWith('spane_workflow_storage_bytes{'))).toBe(false)
  })

  it('shows no figures of before when the database is away, and says so', async () => {
    let away = false
    const readInstallation = () => (away ? Promise.reject(new Error('connection refused')) : Promise.resolve(figures))
    const metrics = createMetrics({ process: 'web', readInstallation })
    await metrics.render()
    away = true
    const lines = await linesOf(metrics)
    expect(lines).toContain('spane_installation_readable{process="web"} 0')
    expect(lines.some((line) => line.startsWith('spane_workers'))).toBe(false)
  })

  it('does not wait for a database that does not answer, and asks it once at a time', async () => {
    let reads = 0
    const readInstallation = () => {
      reads++
      return new Promise<InstallationFigures>(() => undefined)
    }
    const metrics = createMetrics({ process: 'web', readInstallation, patience: 10 })
    const answers = await Promise.all([linesOf(metrics), linesOf(metrics)])
    for (const lines of answers) expect(lines).toContain('spane_installation_readable{process="web"} 0')
    expect(reads).toBe(1)
  })
})
