import { type INodeExecutor, type NodeDescription, nodeTypeFacts } from '@spane/node-sdk'
import type { NodeTypeFacts, NodeTypeLookup } from '@spane/workflow'

interface RegisteredNode {
  executor: INodeExecutor | undefined
  description: NodeDescription | undefined
  facts: NodeTypeFacts
}

/** The node types that an engine knows: what runs them and, when given, what describes them. */
export class NodeRegistry implements NodeTypeLookup {
  private readonly types = new Map<string, RegisteredNode>()

  /**
   * Adds a node type. With a description, config is checked against its schema when a workflow is registered and
   * again when a node runs.
   * @throws Error when the type is registered already
   */
  register(type: string, executor: INodeExecutor, description?: NodeDescription): this {
    return this.add(type, executor, description)
  }

  /** Adds a type that this process can check and show but not run: what a web server needs. */
  describe(description: NodeDescription): this {
    return this.add(description.type, undefined, description)
  }

  executor(type: string): INodeExecutor | undefined {
    return this.types.get(type)?.executor
  }

  description(type: string): NodeDescription | undefined {
    return this.types.get(type)?.description
  }

  /** What validation asks about a type; undefined for an unknown one. */
  get(type: string): NodeTypeFacts | undefined {
    return this.types.get(type)?.facts
  }

  private add(type: string, executor: INodeExecutor | undefined, description: NodeDescription | undefined): this {
    if (this.types.has(type)) throw new Error(`The node type ${type} is registered already`)
    if (executor && typeof executor.execute !== 'function') {
      throw new TypeError(`The executor of ${type} has no execute function`)
    }
    this.types.set(type, { executor, description, facts: description ? nodeTypeFacts(description) : {} })
    return this
  }
}
