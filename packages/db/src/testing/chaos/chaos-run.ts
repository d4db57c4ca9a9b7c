import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import type { Workflow } from '@spane/workflow'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { createStorePool } from '../../store/create-store-pool.ts'
import { createPostgresStore } from '../../store/postgres-execution-store.ts'
import { checkInvariants, type InvariantReport } from '../invariants/check-invariants.ts'
import { addQueueFailpoints } from './failpoints.ts'
import { Gates } from './gates.ts'
import { WorkerFleet } from './worker-fleet.ts'
import type { WorkerSettings } from './worker-settings.ts'
import { createExecutors, PARTIAL_STARTS, type PartialStart, WORKFLOWS } from './workload.ts'

export interface ChaosServers {
  databaseUrl: string
  /** Absent: the PostgreSQL backend. */
  redisUrl?: string | undefined
}

const LEASE_MS = 1_000
const INPUTS = 3
const REST_MS = 60_000

/**
 * One fault run: a starter of executions, a fleet of workers, and what a run without a fault puts out. All that is said
 * about the outcome is read from the database.
 */
export class ChaosRun implements AsyncDisposable {
  readonly pool: pg.Pool
  readonly engine: WorkflowEngine
  readonly fleet: WorkerFleet
  readonly gates: Gates
  /** Ids of starts that were acknowledged. */
  readonly acknowledged: string[] = []
  private reference: string[] = []
  /** By {@link sourceKey}: the executions of the run without a fault, whose results are reused. */
  private readonly sources = new Map<string, string>()
  private readonly versionIds = new Map<string, string>()
  private readonly redis: Redis | null
  private readonly registry = new NodeRegistry()
  private starts = 0

  constructor({ databaseUrl, redisUrl }: ChaosServers, worker: Partial<WorkerSettings> = {}) {
    const settings: WorkerSettings = {
      databaseUrl,
      ...(redisUrl !== undefined && { redisUrl }),
      prefix: `chaos-${randomUUID().slice(0, 8)}`,
      leaseMs: LEASE_MS,
      graceMs: 100,
      concurrency: 4,
      ...worker,
    }
    this.pool = createStorePool({ connectionString: databaseUrl })
    this.fleet = new WorkerFleet(settings)
    this.gates = new Gates(settings.prefix)
    this.redis = redisUrl === undefined ? null : new Redis(redisUrl)
    this.redis?.on('error', () => {})
    for (const type of Object.keys(createExecutors(() => {}, this.gates)))
      this.registry.register(type, { execute: () => ({ success: true }) })
    this.engine = new WorkflowEngine(this.registry, createPostgresStore({ pool: this.pool }), this.redis, {
      prefix: settings.prefix,
      ...(redisUrl === undefined && { backend: { type: 'postgres', connectionString: databaseUrl } }),
    })
  }

  /** Publishes the workflows and runs each with each input while nothing fails: whole, and then in parts. */
  async prepare(workflows: readonly Workflow[] = WORKFLOWS): Promise<void> {
    for (const workflow of workflows) this.versionIds.set(workflow.id, (await this.engine.publishWorkflow(workflow)).id)
    const calm = await this.fleet.start()
    const inputs = Array.from({ length: INPUTS }, (_, n) => n)
    const whole = inputs.flatMap((n) => workflows.map(({ id }) => ({ id, n })))
    for (const { id, n } of whole) {
      const executionId = await this.startOne({ workflowId: id }, n)
      this.sources.set(sourceKey(id, n), executionId)
      this.gates.open(`${executionId}-taken-over`)
    }
    await this.rest()
    const parts = partsOf(workflows).flatMap((part) => inputs.map((n) => this.startOne(part, n)))
    this.reference = [...this.sources.values(), ...(await Promise.all(parts))]
    await this.rest()
    await this.fleet.kill(calm)
    this.fleet.deaths.clear()
  }

  /** From now on a share of the additions to the queue fails, here and in workers that start. */
  failEnqueues(share: number): void {
    addQueueFailpoints(this.engine, () => {}, share)
    this.fleet.change({ failingEnqueues: share })
  }

  /** Starts executions, the workflows and their parts in turn, and tries again until each is acknowledged. */
  async start(count: number, workflows: readonly Workflow[] = WORKFLOWS): Promise<string[]> {
    const kinds: PartialStart[] = [...workflows.map(({ id }) => ({ workflowId: id })), ...partsOf(workflows)]
    const ids = Array.from({ length: count }, () => {
      const turn = this.starts++
      return this.startOne(kinds[turn % kinds.length] as PartialStart, Math.floor(turn / kinds.length) % INPUTS)
    })
    const started = await Promise.all(ids)
    this.acknowledged.push(...started)
    return started
  }

  /** Whether everything came to its end, with nothing left in the outbox; waits as long as anything goes on. */
  async rest(patienceMs = REST_MS): Promise<boolean> {
    let seen: string | undefined
    for (let deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(50)) {
      const { open, events } = await this.readProgress().catch(() => ({ open: undefined, events: seen }))
      if (open === '0') return true
      if (events !== seen) deadline = Date.now() + patienceMs
      seen = events
    }
    return false
  }

  /** How many executions are open. */
  async countOpen(): Promise<number> {
    return Number((await this.readProgress()).open)
  }

  check(): Promise<InvariantReport> {
    return checkInvariants(this.pool, { acknowledged: this.acknowledged, reference: this.reference })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.fleet.stop()
    this.gates.remove()
    await this.engine.close()
    this.redis?.disconnect()
    await this.pool.end()
  }

  private async readProgress(): Promise<{ open: string; events: string }> {
    const { rows } = await this.pool.query(
      `SELECT (SELECT count(*) FROM outbox) + count(*) FILTER (
         WHERE entry_node_id IS NOT NULL AND status IN ('queued', 'running', 'paused')) AS open, sum(event_seq) AS events
       FROM execution`,
    )
    return rows[0]
  }

  private async startOne(what: PartialStart, n: number): Promise<string> {
    const idempotencyKey = randomUUID()
    const deadline = Date.now() + REST_MS
    for (;;) {
      try {
        return await this.startOnce(what, n, idempotencyKey)
      } catch (error) {
        // The store is away; with the key a start that did happen is not repeated.
        if (Date.now() > deadline) throw error
        await delay(100)
      }
    }
  }

  private async startOnce({ workflowId, ...part }: PartialStart, n: number, idempotencyKey: string): Promise<string> {
    const { engine } = this
    if (part.fromNodeId !== undefined) {
      const source = this.sources.get(sourceKey(workflowId, n)) as string
      return (await engine.rerun(source, { ...part, idempotencyKey })).executionId
    }
    const versionId = this.versionIds.get(workflowId)
    if (versionId === undefined) return engine.enqueueWorkflow(workflowId, { n }, { idempotencyKey })
    return (await engine.startVersion({ versionId, input: { n }, ...part, idempotencyKey })).executionId
  }
}

function partsOf(workflows: readonly Workflow[]): PartialStart[] {
  return PARTIAL_STARTS.filter((part) => workflows.some(({ id }) => id === part.workflowId))
}

function sourceKey(workflowId: string, n: number): string {
  return `${workflowId} ${n}`
}
