import { Gauge, type Registry } from 'prom-client'

/** The state of the whole installation at one moment, as the database and the queue know it. */
export interface InstallationFigures {
  /** Executions that have not ended, by status. */
  executions: { queued: number; running: number; paused: number }
  nodes: {
    /** Nodes that could start now. */
    ready: number
    /** Since when the oldest of them could, in seconds; 0 when there is none. */
    oldestReadySeconds: number
    running: number
    /** Running nodes whose worker let its lease run out: they are about to be taken over. */
    leaseExpired: number
  }
  deadLetters: { open: number; retrying: number }
  workers: { alive: number; lost: number; slots: number }
  /** Rows whose time has come and that nobody has carried out yet. */
  outbox: { due: number; oldestDueSeconds: number }
  queue: { waiting: number; active: number; delayed: number; failed: number }
  /** Ready nodes by type, of the 10,000 that wait longest. */
  readyTypes: { nodeType: string; ready: number; oldestSeconds: number }[]
  storage: {
    databaseBytes: number
    /** Estimated, of the workflows that take most. */
    workflows: { workflowId: string; bytes: number }[]
  }
}

/** Registers the gauges of the installation; the function that is returned sets them. */
export function registerInstallationMetrics(registry: Registry): (figures: InstallationFigures) => void {
  const gauge = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const executions = gauge('spane_executions_open', 'Executions that have not ended, by status', 'status')
  const nodes = gauge('spane_node_runs_open', 'Node runs that are ready or running', 'status')
  const oldestReady = gauge('spane_queue_oldest_ready_seconds', 'How long the oldest ready node has been ready')
  const leaseExpired = gauge('spane_leases_expired', 'Running nodes whose lease ran out and that wait to be taken over')
  const deadLetters = gauge('spane_dead_letters', 'Dead letters that are not settled, by status', 'status')
  const workers = gauge('spane_workers', 'Workers by state; lost ones gave a sign in the last day', 'state')
  const slots = gauge('spane_worker_slots', 'Nodes that the workers alive can run at the same time')
  const outboxDue = gauge('spane_outbox_due_rows', 'Outbox rows whose time has come')
  const outboxAge = gauge('spane_outbox_oldest_due_seconds', 'How long the oldest of them has been due')
  const queue = gauge('spane_queue_wake_ups', 'Wake-ups in the queue, by state', 'state')
  const readyTypes = gauge('spane_queue_ready_nodes', 'Ready nodes by type, of the 10,000 that wait longest', 'type')
  const oldestTypes = gauge(
    'spane_queue_ready_seconds',
    'How long the oldest ready node of a type has been ready',
    'type',
  )
  const databaseBytes = gauge('spane_database_bytes', 'Size of the database')
  const workflowBytes = gauge(
    'spane_workflow_storage_bytes',
    'What the executions of a workflow take of the database, estimated every ten minutes; the 20 largest',
    'workflow',
  )
  return (figures) => {
    // A type or a workflow that is no longer told of must not keep its last figure.
    for (const each of [readyTypes, oldestTypes, workflowBytes]) each.reset()
    for (const { nodeType: type, ready, oldestSeconds } of figures.readyTypes) {
      readyTypes.set({ type }, ready)
      oldestTypes.set({ type }, oldestSeconds)
    }
    databaseBytes.set(figures.storage.databaseBytes)
    for (const { workflowId: workflow, bytes } of figures.storage.workflows) workflowBytes.set({ workflow }, bytes)
    for (const [status, count] of Object.entries(figures.executions)) executions.set({ status }, count)
    nodes.set({ status: 'ready' }, figures.nodes.ready)
    nodes.set({ status: 'running' }, figures.nodes.running)
    oldestReady.set(figures.nodes.oldestReadySeconds)
    leaseExpired.set(figures.nodes.leaseExpired)
    for (const [status, count] of Object.entries(figures.deadLetters)) deadLetters.set({ status }, count)
    workers.set({ state: 'alive' }, figures.workers.alive)
    workers.set({ state: 'lost' }, figures.workers.lost)
    slots.set(figures.workers.slots)
    outboxDue.set(figures.outbox.due)
    outboxAge.set(figures.outbox.oldestDueSeconds)
    for (const [state, count] of Object.entries(figures.queue)) queue.set({ state }, count)
  }
}
