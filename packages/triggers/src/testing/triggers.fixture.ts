import { createPostgresStore } from '@spane/db'
import { createTestDatabase } from '@spane/db/testing'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import type { TriggerContext } from '../trigger-context.ts'

const sandbox = { runCode: () => Promise.reject(new Error('There is no code in these tests')) }

/** A database of its own with an engine on it, and a clock that is set by hand. */
export async function setUpTriggers({ workers = 0, maxQueueDepth }: { workers?: number; maxQueueDepth?: number } = {}) {
  const database = await createTestDatabase()
  const clock = { now: Date.parse('2026-01-01T00:00:30Z') }
  const executors = createExecutors({ sandbox })
  const engines: WorkflowEngine[] = []
  const logged: string[] = []

  /** As another process would have it: with an engine of its own. */
  const openContext = (): TriggerContext & { engine: WorkflowEngine } => {
    const registry = new NodeRegistry()
    for (const description of nodeDescriptions) {
      const executor = executors[description.type]
      if (executor) registry.register(description.type, executor, description)
    }
    const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
      backend: { type: 'postgres', connectionString: database.connectionString },
      ...(maxQueueDepth !== undefined && { maxQueueDepth }),
    })
    engines.push(engine)
    return {
      pool: database.pool,
      engine,
      workspaceId: 'local',
      now: () => clock.now,
      logger: { info: () => undefined, error: (_, message) => logged.push(message) },
    }
  }
  const context = openContext()
  if (workers > 0) await context.engine.startWorkers(workers)
  return {
    context,
    clock,
    logged,
    openContext,
    pool: database.pool,
    setTime(iso: string) {
      clock.now = Date.parse(iso)
    },
    /** Publishes a workflow `id` of one trigger. */
    publish(id: string, type: string, config: Record<string, unknown>) {
      return context.engine.publishWorkflow({
        id,
        name: id,
        nodes: [{ id: 'start', type, config }],
        edges: [],
      })
    },
    /** Times of the ticks that started an execution of a workflow, in order. */
    async startedAt(workflowId: string): Promise<string[]> {
      const { rows } = await database.pool.query(
        'SELECT input FROM execution WHERE workflow_id = $1 ORDER BY idempotency_key',
        [workflowId],
      )
      return rows.map((row) => JSON.parse(row.input).scheduledAt)
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(engines.map((engine) => engine.close()))
      await database[Symbol.asyncDispose]()
    },
  }
}
