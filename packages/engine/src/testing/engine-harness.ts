import type { ExecutionContext, ExecutionResult } from '@spane/node-sdk'
import type { WorkflowDefinition } from '@spane/workflow'
import { expect, onTestFinished, vi } from 'vitest'
import type { WorkflowEngineOptions } from '../engine-options.ts'
import type { ExecutionRecord } from '../ports/execution-store.ts'
import { NodeRegistry } from '../registry/node-registry.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'

/** Makes an engine over a store and a queue; engines made with the same `group` share them. */
export type CreateEngine = (
  registry: NodeRegistry,
  options: WorkflowEngineOptions,
  group: string,
) => Promise<{ engine: WorkflowEngine; dispose: () => Promise<void> }>

export type Execute = (context: ExecutionContext) => Promise<ExecutionResult> | ExecutionResult

/** A chain in the list form. */
export function chain(id: string, types: string[], settings: object = {}): WorkflowDefinition {
  return {
    id,
    name: id,
    entryNodeId: 'n0',
    nodes: types.map((type, index) => ({
      id: `n${index}`,
      type,
      settings,
      inputs: index > 0 ? [`n${index - 1}`] : [],
      outputs: index < types.length - 1 ? [`n${index + 1}`] : [],
    })),
  }
}

let groups = 0

export const passOn: Execute = ({ inputData }) => ({ success: true, data: inputData })

export interface EngineHarness {
  /** Makes an engine with these executors and `pass`; it is disposed of at the end of the test. `workers: 0` starts none. */
  open(
    executors: Record<string, Execute>,
    options?: WorkflowEngineOptions & { workers?: number; group?: string },
  ): Promise<WorkflowEngine>
  /** The execution once it has ended. */
  ended(engine: WorkflowEngine, executionId: string): Promise<ExecutionRecord>
}

export function createHarness(createEngine: CreateEngine): EngineHarness {
  async function open(
    executors: Record<string, Execute>,
    options: WorkflowEngineOptions & { workers?: number; group?: string } = {},
  ): Promise<WorkflowEngine> {
    const registry = new NodeRegistry()
    for (const [type, execute] of Object.entries({ pass: passOn, ...executors })) registry.register(type, { execute })
    const { workers = 10, group = `g${++groups}-${Date.now()}`, ...engineOptions } = options
    const fast = { backoff: { type: 'fixed' as const, delay: 10, maxDelay: 10 } }
    const { engine, dispose } = await createEngine(registry, { defaults: fast, ...engineOptions }, group)
    onTestFinished(dispose)
    if (workers > 0) await engine.startWorkers(workers)
    return engine
  }

  async function ended(engine: WorkflowEngine, executionId: string) {
    await vi.waitFor(
      async () => {
        const execution = await engine.store.readExecution(executionId)
        expect(['completed', 'failed', 'cancelled']).toContain(execution?.status)
      },
      { timeout: 20_000, interval: 10 },
    )
    const execution = await engine.store.getExecution(executionId)
    if (!execution) throw new Error('gone')
    return execution
  }

  return { open, ended }
}

export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
