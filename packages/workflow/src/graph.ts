import type { Workflow, WorkflowEdge, WorkflowNode } from './definition.ts'

/** A workflow compiled for look-ups. Immutable; built once a version. */
export interface WorkflowGraph {
  readonly workflow: Workflow
  readonly nodes: ReadonlyMap<string, WorkflowNode>
  readonly edges: ReadonlyMap<string, WorkflowEdge>
  /** Edges into each node, in the order of the definition. */
  readonly incoming: ReadonlyMap<string, readonly WorkflowEdge[]>
  /** Edges out of each node, in the order of the definition. */
  readonly outgoing: ReadonlyMap<string, readonly WorkflowEdge[]>
  /** Ids of the distinct direct parents of each node, in the order of its edges. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

/** Compiles a valid workflow. Edges that name unknown nodes are left out. */
export function compileGraph(workflow: Workflow): WorkflowGraph {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]))
  const edges = new Map<string, WorkflowEdge>()
  const incoming = new Map<string, WorkflowEdge[]>(workflow.nodes.map((node) => [node.id, []]))
  const outgoing = new Map<string, WorkflowEdge[]>(workflow.nodes.map((node) => [node.id, []]))
  for (const edge of workflow.edges) {
    const into = incoming.get(edge.target)
    const outOf = outgoing.get(edge.source)
    if (!into || !outOf) continue
    edges.set(edge.id, edge)
    into.push(edge)
    outOf.push(edge)
  }
  const parents = new Map<string, readonly string[]>()
  for (const [id, into] of incoming) parents.set(id, Object.freeze([...new Set(into.map(({ source }) => source))]))
  return { workflow, nodes, edges, incoming, outgoing, parents }
}

/** Ids of the nodes that can be reached along edges from `start`, a node or several, themselves included. */
export function reachableFrom(graph: WorkflowGraph, start: string | readonly string[]): Set<string> {
  const seen = new Set<string>()
  const stack = (typeof start === 'string' ? [start] : start).filter((id) => graph.nodes.has(id))
  while (stack.length > 0) {
    const id = stack.pop() as string
    if (seen.has(id)) continue
    seen.add(id)
    for (const edge of graph.outgoing.get(id) ?? []) stack.push(edge.target)
  }
  return seen
}

/** Ids of the distinct direct parents of a node, in the order of its edges. */
export function parentsOf(graph: WorkflowGraph, nodeId: string): readonly string[] {
  return graph.parents.get(nodeId) ?? []
}

/** Ids of all nodes from which `nodeId` can be reached, itself left out. */
export function ancestorsOf(graph: WorkflowGraph, nodeId: string): Set<string> {
  const seen = new Set<string>()
  const stack = [...parentsOf(graph, nodeId)]
  while (stack.length > 0) {
    const id = stack.pop() as string
    if (seen.has(id)) continue
    seen.add(id)
    for (const edge of graph.incoming.get(id) ?? []) stack.push(edge.source)
  }
  return seen
}

/** The nodes of a cycle in order (first repeated at the end), or undefined when there is none. */
export function findCycle(graph: WorkflowGraph): string[] | undefined {
  return findCycles(graph, 1)[0]
}

/** Cycles that share no node with each other, at most `limit`: once these are broken there may be others. */
export function findCycles(graph: WorkflowGraph, limit = 20): string[][] {
  const cycles: string[][] = []
  const inCycle = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  for (const root of graph.nodes.keys()) {
    if (state.has(root)) continue
    // Iterative, because a chain of thousands of nodes would overflow the call stack.
    const path: { id: string; next: number }[] = [{ id: root, next: 0 }]
    state.set(root, 'open')
    while (path.length > 0) {
      const top = path[path.length - 1] as { id: string; next: number }
      const edge = graph.outgoing.get(top.id)?.[top.next++]
      if (!edge) {
        state.set(top.id, 'done')
        path.pop()
      } else if (state.get(edge.target) === 'open') {
        const from = path.findIndex((step) => step.id === edge.target)
        const ids = path.slice(from).map((step) => step.id)
        if (ids.some((id) => inCycle.has(id))) continue
        for (const id of ids) inCycle.add(id)
        cycles.push([...ids, edge.target])
        if (cycles.length >= limit) return cycles
      } else if (!state.has(edge.target)) {
        state.set(edge.target, 'open')
        path.push({ id: edge.target, next: 0 })
      }
    }
  }
  return cycles
}

/** Whether an edge from `source` to `target` would close a cycle. */
export function wouldCreateCycle(graph: WorkflowGraph, source: string, target: string): boolean {
  return source === target || reachableFrom(graph, target).has(source)
}
