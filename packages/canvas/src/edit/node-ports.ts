import { type NodeDescription, outputPorts, type Port } from '@spane/node-sdk'
import { ERROR_PORT, MAIN_PORT, type WorkflowGraph, type WorkflowNode } from '@spane/workflow'

export interface CanvasPort {
  id: string
  label: string
  /** Named by an edge but unknown to the node's description: drawn, so that the edge can be seen and mended. */
  missing: boolean
}

export interface NodePorts {
  inputs: readonly CanvasPort[]
  outputs: readonly CanvasPort[]
  /** Whether the names are shown: when there is more than one, or one that is not `main`. */
  inputsNamed: boolean
  outputsNamed: boolean
}

/** The ports of every node. Those of a node that did not change keep their identity from `before`. */
export function computePorts(
  graph: WorkflowGraph,
  nodeTypes: ReadonlyMap<string, NodeDescription>,
  before: ReadonlyMap<string, NodePorts> = new Map(),
): Map<string, NodePorts> {
  const result = new Map<string, NodePorts>()
  for (const node of graph.nodes.values()) {
    const ports = portsOf(node, nodeTypes.get(node.type), graph)
    const old = before.get(node.id)
    result.set(node.id, old && samePorts(old, ports) ? old : ports)
  }
  return result
}

function portsOf(node: WorkflowNode, description: NodeDescription | undefined, graph: WorkflowGraph): NodePorts {
  const inputs = describedPorts(description?.inputs ?? [{ id: MAIN_PORT }])
  const outputs = describedPorts(describedOutputs(node, description))
  if (node.settings?.onError === 'branch') outputs.push({ id: ERROR_PORT, label: 'error', missing: false })
  for (const edge of graph.incoming.get(node.id) ?? []) addMissing(inputs, edge.targetPort, description)
  for (const edge of graph.outgoing.get(node.id) ?? []) addMissing(outputs, edge.sourcePort, description)
  return { inputs, outputs, inputsNamed: areNamed(inputs), outputsNamed: areNamed(outputs) }
}

function describedOutputs(node: WorkflowNode, description: NodeDescription | undefined): readonly Port[] {
  if (!description) return [{ id: MAIN_PORT }]
  try {
    return outputPorts(description, node.config)
  } catch {
    // Half-typed config: the ports that edges name are still drawn, and validation says what is wrong.
    return []
  }
}

function describedPorts(ports: readonly Port[]): CanvasPort[] {
  return ports.map((port) => ({ id: port.id, label: port.label ?? port.id, missing: false }))
}

function addMissing(ports: CanvasPort[], id: string, description: NodeDescription | undefined): void {
  if (ports.some((port) => port.id === id)) return
  // Nothing is known of the ports of an unknown type, so nothing is wrong with this one.
  ports.push({ id, label: id, missing: description !== undefined })
}

function areNamed(ports: readonly CanvasPort[]): boolean {
  return ports.length > 1 || ports.some((port) => port.id !== MAIN_PORT)
}

function samePorts(a: NodePorts, b: NodePorts): boolean {
  return sameList(a.inputs, b.inputs) && sameList(a.outputs, b.outputs)
}

function sameList(a: readonly CanvasPort[], b: readonly CanvasPort[]): boolean {
  return (
    a.length === b.length &&
    a.every((port, index) => {
      const other = b[index]
      return other && port.id === other.id && port.label === other.label && port.missing === other.missing
    })
  )
}
