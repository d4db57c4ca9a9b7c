import {
  type ExecutionRecord,
  type IExecutionStateStore,
  InMemoryExecutionStore,
  NodeRegistry,
  WorkflowEngine,
  type WorkflowEngineOptions,
} from '@spane/engine'
import type { ExecutionContext, ExecutionResult } from '@spane/node-sdk'
import { Redis } from 'ioredis'

export type Execute = (context: ExecutionContext) => ExecutionResult | Promise<ExecutionResult>

/** An engine for one example: an in-memory store, the Redis of `REDIS_URL`, and a queue that nobody else uses. */
export async function openEngine(
  executors: Record<string, Execute>,
  options: WorkflowEngineOptions & { store?: IExecutionStateStore } = {},
) {
  const { store = new InMemoryExecutionStore(), ...engineOptions } = options
  const registry = new NodeRegistry()
  for (const [type, execute] of Object.entries(executors)) registry.register(type, { execute })
  const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379')
  const engine = new WorkflowEngine(registry, store, redis, {
    prefix: `example-${process.pid}-${Date.now()}`,
    ...engineOptions,
  })
  await engine.startWorkers(4)
  return {
    engine,
    async close() {
      await engine.close()
      redis.disconnect()
    },
  }
}

/** The execution once `isDone` says so: it looks again after every change that the engine announces. */
export function waitFor(
  engine: WorkflowEngine,
  executionId: string,
  isDone: (execution: ExecutionRecord) => boolean = ({ status }) =>
    ['completed', 'failed', 'cancelled'].includes(status),
): Promise<ExecutionRecord> {
  return new Promise((resolve, reject) => {
    const look = () =>
      engine.store.getExecution(executionId).then((execution) => {
        if (!execution || !isDone(execution)) return
        stop()
        resolve(execution)
      }, reject)
    const unsubscribe = engine.bus.subscribe((changes) => {
      if (changes.some((change) => change.executionId === executionId)) void look()
    })
    // An announcement may be lost: whoever listens to the bus also polls.
    const timer = setInterval(look, 200)
    function stop() {
      clearInterval(timer)
      unsubscribe()
    }
    void look()
  })
}

/** `a completed, b failed`, in the order of the definition. */
export function statuses(execution: ExecutionRecord): string {
  return Object.entries(execution.nodeResults)
    .map(([nodeId, { status }]) => `${nodeId} ${status}`)
    .join(', ')
}
