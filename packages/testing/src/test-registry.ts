import { NodeRegistry } from '@spane/engine'
import type { INodeExecutor, NodeDescription } from '@spane/node-sdk'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import type { Sandbox } from '@spane/sandbox'
import { mockExecutor, type NodeMock } from './mock-node.ts'

/** A node type of one's own, as third-party packages export it. */
export interface CustomNode {
  description: NodeDescription
  executor: INodeExecutor
}

/** Built-in types that reach outside: without a mock they fail the run. */
const REACHES_OUTSIDE = new Set(['http'])

export interface TestRegistry {
  registry: NodeRegistry
  /** Nodes that ran and had no mock. */
  notMocked: Set<string>
}

/** All types that the workflows use; a mock of a node's id goes before one of its type, and that before the real thing. */
export function createTestRegistry(options: {
  types: ReadonlySet<string>
  mocks: Record<string, NodeMock>
  customNodes: readonly CustomNode[]
  sandbox: Sandbox
}): TestRegistry {
  const registry = new NodeRegistry()
  const notMocked = new Set<string>()
  const real = createExecutors({ sandbox: options.sandbox })
  const custom = new Map(options.customNodes.map((node) => [node.description.type, node]))
  const mocks = new Map(Object.entries(options.mocks).map(([name, mock]) => [name, mockExecutor(mock)]))
  const described = new Map(nodeDescriptions.map((description) => [description.type, description]))
  const types = new Set([...described.keys(), ...custom.keys(), ...options.types])
  for (const type of types) {
    const executor: INodeExecutor = {
      execute(context) {
        const chosen =
          mocks.get(context.nodeId) ??
          mocks.get(type) ??
          custom.get(type)?.executor ??
          (REACHES_OUTSIDE.has(type) ? undefined : real[type])
        if (chosen) return chosen.execute(context)
        notMocked.add(`${context.nodeId} (${type})`)
        return { success: false, error: `The node ${context.nodeId} of type ${type} has no mock` }
      },
    }
    registry.register(type, executor, custom.get(type)?.description ?? described.get(type))
  }
  return { registry, notMocked }
}
