import type { PreviousResult } from '@spane/node-sdk'
import { parentsOf, type WorkflowGraph } from '@spane/workflow'
import type { NodeInput } from './node-input.ts'

/**
 * The input of a node, composed of its parents' outputs (rule 4.1): with one parent in the definition that parent's
 * output; with several always an object keyed by parent id; several ports of one parent as `{ port: value }`; for the
 * entry the initial data. An edited input replaces all of it.
 */
export function composeInput(graph: WorkflowGraph, input: NodeInput): unknown {
  const { node } = input
  if (node.inputOverride !== null) return JSON.parse(node.inputOverride)
  if (input.execution.entryNodeId === node.nodeId) return parse(input.executionInput)
  const delivered = new Set(input.deliveredEdges)
  const edges = (graph.incoming.get(node.nodeId) ?? []).filter((edge) => delivered.has(edge.id))
  const parents = parentsOf(graph, node.nodeId)
  const values = new Map<string, unknown>()
  for (const source of input.sources) {
    const ports = [...new Set(edges.filter((edge) => edge.source === source.nodeId).map((edge) => edge.sourcePort))]
    if (ports.length === 0) continue
    const output = parse(source.output)
    const valueOn = (port: string) => (source.outputPerPort ? property(output, port) : output)
    const only = ports[0] as string
    values.set(source.nodeId, ports.length === 1 ? valueOn(only) : toRecord(ports.map((port) => [port, valueOn(port)])))
  }
  if (parents.length === 1) return values.get(parents[0] as string) ?? null
  return toRecord(parents.filter((id) => values.has(id)).map((id) => [id, values.get(id)]))
}

/** Results of the direct parents that are settled, by node id (rule 4.1). */
export function previousResults(input: NodeInput): Record<string, PreviousResult> {
  return toRecord(
    input.sources
      .filter((source) => source.status === 'completed' || source.status === 'failed')
      .map((source) => {
        const success = source.status === 'completed'
        const error = source.error === null ? undefined : pickError(JSON.parse(source.error))
        return [source.nodeId, { success, data: success ? parse(source.output) : undefined, ...(error && { error }) }]
      }),
  )
}

/**
 * What an execution gives to the node that called it: the output of the only node of its workflow with nothing below it,
 * or, with several such nodes, an object of the outputs that exist by node id. `outputs` are JSON texts.
 */
export function composeOutput(graph: WorkflowGraph, outputs: Record<string, string>): unknown {
  const last = [...graph.nodes.keys()].filter((id) => graph.outgoing.get(id)?.length === 0)
  if (last.length === 1) return parse(outputs[last[0] as string] ?? null)
  return toRecord(last.filter((id) => outputs[id] !== undefined).map((id) => [id, parse(outputs[id] as string)]))
}

function pickError(error: { code: string; message: string }): { code: string; message: string } {
  return { code: error.code, message: error.message }
}

function parse(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return (value as Record<string, unknown>)[key]
}

/** `fromEntries` defines own properties, so an id such as `__proto__` is a key like any other. */
function toRecord<T>(entries: (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries)
}
