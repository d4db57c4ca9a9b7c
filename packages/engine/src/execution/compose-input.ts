import type { PreviousResult } from '@spane/node-sdk'
import { composeFromParents, type WorkflowGraph } from '@spane/workflow'
import type { InputSource, NodeInput } from './node-input.ts'

/**
 * The input of a node (rule 4.1): composed of its parents' outputs; for the entry the initial data. An edited input
 * replaces all of it.
 */
export function composeInput(graph: WorkflowGraph, input: NodeInput): unknown {
  const { node } = input
  if (node.inputOverride !== null) return JSON.parse(node.inputOverride)
  if (input.execution.entryNodeId === node.nodeId) return parse(input.executionInput)
  const only = onlySource(graph, input)
  if (only) return parse(only.output)
  const delivered = new Set(input.deliveredEdges)
  const sources = new Map(input.sources.map((source) => [source.nodeId, source]))
  return composeFromParents(
    graph,
    node.nodeId,
    (edge) => delivered.has(edge.id),
    (parentId) => {
      const source = sources.get(parentId)
      return source && { value: parse(source.output), perPort: source.outputPerPort }
    },
  )
}

/** The source whose output is all of a node's input: most nodes have one incoming edge, and the short way is theirs. */
function onlySource(graph: WorkflowGraph, { node, sources, deliveredEdges }: NodeInput): InputSource | undefined {
  const incoming = graph.incoming.get(node.nodeId) ?? []
  const [source] = sources
  if (incoming.length !== 1 || deliveredEdges.length !== 1 || source?.outputPerPort) return undefined
  return source
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

/** `fromEntries` defines own properties, so an id such as `__proto__` is a key like any other. */
function toRecord<T>(entries: (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries)
}
