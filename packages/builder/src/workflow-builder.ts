import type { BuiltInConfigs } from '@spane/nodes/built-in-types'
import {
  deriveEdgeId,
  MAIN_PORT,
  type NodeSettings,
  type Position,
  type Workflow,
  type WorkflowEdge,
  type WorkflowLayout,
  type WorkflowNode,
  type WorkflowSettings,
  workflowSchema,
} from '@spane/workflow'
import { expr, isExpression, outputSource, type Ref, toTemplate, type WithExpressions } from './expression.ts'

/**
 * Configs by node type: what `node` offers and checks. Add types of your own by declaration merging:
 * `declare module '@spane/builder' { interface NodeConfigs { shout: { text: string } } }`
 */
export interface NodeConfigs extends BuiltInConfigs {}

/** Outputs by node type, for the types whose output always has the same shape. */
export interface NodeOutputs {
  http: { status: number; headers: Record<string, string>; body: unknown }
}

type OutputOf<Type extends string> = Type extends keyof NodeOutputs ? NodeOutputs[Type] : unknown

export interface NodeOptions<Config> {
  /** What people read on the canvas; the id when absent. */
  name?: string
  config?: Config
  settings?: NodeSettings
  /** It is not executed: its input becomes its output. */
  disabled?: boolean
  position?: Position
}

type ConfigOf<Type extends string> = Type extends keyof NodeConfigs
  ? WithExpressions<NodeConfigs[Type]>
  : Record<string, unknown>

/** One end of an edge: a node, and a port of it. */
export interface PortHandle {
  readonly nodeId: string
  readonly portId: string
}

/** A node of a workflow that is being written. As the end of an edge it stands for its port `main`. */
export interface NodeHandle<Output = unknown> extends PortHandle {
  /** A port of this node, for an edge: `check.port('true')`. */
  port(portId: string): PortHandle
  /** The same node, whose output is known to have the type `T` in the expressions of others. */
  returns<T>(): NodeHandle<T>
  /** Never there; carries the type of the output. */
  readonly output?: Output
}

/** What expressions can read of a node. */
export function ref<Output>(node: NodeHandle<Output>): { output: Ref<Output> } {
  return { output: expr<Output>(outputSource(node.nodeId)) }
}

export interface WorkflowHead {
  id: string
  name: string
  /** Where an execution starts; the only trigger or the only node that nothing leads to when absent. */
  entryNodeId?: string
  settings?: WorkflowSettings
  /** Notes and groups on the canvas. */
  layout?: WorkflowLayout
}

/** A workflow that is being written. */
export class WorkflowBuilder {
  private readonly head: WorkflowHead
  private readonly nodes: WorkflowNode[] = []
  private readonly edges: WorkflowEdge[] = []

  constructor(head: WorkflowHead) {
    this.head = head
  }

  /**
   * Adds a node. The config of a built-in type is checked by the compiler; every value of it may be an expression.
   * @throws Error when the id is used already
   */
  node<const Type extends (keyof NodeConfigs & string) | (string & {})>(
    id: string,
    type: Type,
    options: NodeOptions<ConfigOf<Type>> = {},
  ): NodeHandle<OutputOf<Type>> {
    if (this.nodes.some((node) => node.id === id)) throw new Error(`Two nodes have the id ${JSON.stringify(id)}`)
    const { config, ...rest } = options
    this.nodes.push({ id, type, ...rest, config: (writeExpressions(config ?? {}) ?? {}) as Record<string, unknown> })
    return createHandle(id)
  }

  /** Adds an edge between two nodes or ports; returns the builder, so that edges can be chained. */
  edge(from: PortHandle, to: PortHandle, options: { id?: string } = {}): this {
    const ends = { source: from.nodeId, sourcePort: from.portId, target: to.nodeId, targetPort: to.portId }
    this.edges.push({ id: options.id ?? deriveEdgeId(ends), ...ends })
    return this
  }

  /** Adds an edge from each to the next. */
  chain(...nodes: PortHandle[]): this {
    for (const [index, node] of nodes.entries()) {
      const next = nodes[index + 1]
      if (next) this.edge(node, next)
    }
    return this
  }

  /**
   * The definition, as the canvas stores it.
   * @throws ZodError when it cannot be one: a bad id, a config that is no JSON
   */
  build(): Workflow {
    return workflowSchema.parse({ ...this.head, nodes: this.nodes, edges: this.edges })
  }
}

/**
 * Begins a workflow as code.
 * @example
 * ```ts
 * const workflow = defineWorkflow({ id: 'greet', name: 'Greet' })
 * const start = workflow.node('start', 'manual-trigger').returns<{ name: string }>()
 * const hello = workflow.node('hello', 'transform', {
 *   config: { fields: [{ name: 'text', value: text`Hello ${ref(start).output.name}` }] },
 * })
 * workflow.edge(start, hello)
 * export default workflow.build()
 * ```
 */
export function defineWorkflow(head: WorkflowHead): WorkflowBuilder {
  return new WorkflowBuilder(head)
}

function createHandle<Output>(nodeId: string): NodeHandle<Output> {
  const handle: NodeHandle<Output> = {
    nodeId,
    portId: MAIN_PORT,
    port: (portId) => ({ nodeId, portId }),
    returns: () => handle as NodeHandle<never>,
  }
  return handle
}

/** The value with its expressions written as text; without properties that are undefined. */
function writeExpressions(value: unknown): unknown {
  if (isExpression(value)) return toTemplate(value)
  if (Array.isArray(value)) return value.map((item) => writeExpressions(item) ?? null)
  if (typeof value !== 'object' || value === null) return value
  // fromEntries defines own properties: a `__proto__` key stays a key.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, writeExpressions(item)]),
  )
}
