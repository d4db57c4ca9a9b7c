import type { Workflow } from '@spane/workflow'

/** What a node of a random workflow does: which ports it emits on, or that it fails. */
export interface Behaviour {
  ports: string[]
  fails: boolean
}

export interface ReferenceResult {
  status: 'completed' | 'failed' | 'skipped'
  /** What children receive; undefined when nothing is delivered. */
  output?: unknown
}

/**
 * Runs a workflow in topological order, one node after the other, straight from the rules 3.1 to 3.4 and 4.1. Written
 * on its own and with nothing of the engine, so that the two can be compared. Failures under `stop` are not its subject.
 */
export function interpret(
  workflow: Workflow,
  entry: string,
  behaviours: Record<string, Behaviour>,
): Record<string, ReferenceResult> {
  const results: Record<string, ReferenceResult> = {}
  const deliveredPorts: Record<string, string[]> = {}
  for (const id of topologicalOrder(workflow)) {
    const node = workflow.nodes.find((candidate) => candidate.id === id)
    const incoming = workflow.edges.filter((edge) => edge.target === id)
    const delivered = incoming.filter((edge) => deliveredPorts[edge.source]?.includes(edge.sourcePort))
    const runs =
      id === entry ||
      (canReach(workflow, entry, id) &&
        (node?.settings?.join === 'all'
          ? incoming.length > 0 && delivered.length === incoming.length
          : delivered.length > 0))
    if (!runs) {
      results[id] = { status: 'skipped' }
      continue
    }
    const behaviour = behaviours[id] ?? { ports: ['main'], fails: false }
    if (behaviour.fails) {
      const handledOn = node?.settings?.onError === 'continue' ? 'main' : 'error'
      results[id] = { status: 'failed', output: { error: { code: 'BOOM', message: id } } }
      deliveredPorts[id] = [handledOn]
      continue
    }
    deliveredPorts[id] = behaviour.ports
    results[id] = {
      status: 'completed',
      output: outputOf(id, inputOf(workflow, entry, id, delivered, results), node?.settings?.join),
    }
  }
  return results
}

/** What the test node computes; an `any` join's input depends on who was first, so its output must not. */
export function outputOf(id: string, input: unknown, join: string | undefined): unknown {
  return join === 'any' ? { id } : { id, input: digest(input) }
}

/** Keeps outputs from growing with every generation. */
function digest(input: unknown): unknown {
  const text = JSON.stringify(input)
  let hash = 0
  for (const char of text) hash = (hash * 31 + char.charCodeAt(0)) | 0
  return `${text.slice(0, 40)}#${hash}`
}

function inputOf(
  workflow: Workflow,
  entry: string,
  id: string,
  delivered: Workflow['edges'],
  results: Record<string, ReferenceResult>,
): unknown {
  if (id === entry) return { start: true }
  const parents = [...new Set(workflow.edges.filter((edge) => edge.target === id).map((edge) => edge.source))]
  const value = (parent: string) => {
    const ports = [...new Set(delivered.filter((edge) => edge.source === parent).map((edge) => edge.sourcePort))]
    const output = results[parent]?.output
    return ports.length <= 1 ? output : Object.fromEntries(ports.map((port) => [port, output]))
  }
  if (parents.length === 1) return value(parents[0] as string)
  const having = parents.filter((parent) => delivered.some((edge) => edge.source === parent))
  return Object.fromEntries(having.map((parent) => [parent, value(parent)]))
}

function canReach(workflow: Workflow, from: string, to: string): boolean {
  if (from === to) return true
  return workflow.edges.some((edge) => edge.source === from && canReach(workflow, edge.target, to))
}

function topologicalOrder(workflow: Workflow): string[] {
  const order: string[] = []
  const remaining = new Set(workflow.nodes.map((node) => node.id))
  while (remaining.size > 0) {
    for (const id of remaining) {
      if (workflow.edges.some((edge) => edge.target === id && remaining.has(edge.source))) continue
      order.push(id)
      remaining.delete(id)
    }
  }
  return order
}
