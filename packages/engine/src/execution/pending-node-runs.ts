import { reachableFrom, type WorkflowGraph } from '@spane/workflow'
import type { NodeRunRow } from './state.ts'

/** One array for all, so that rows that have not changed can be told by identity. */
const NO_PORTS: readonly string[] = []

/** A node run that nothing has happened to yet. */
export function pendingNodeRun(nodeId: string, pendingEdges: number): NodeRunRow {
  return {
    nodeId,
    status: 'pending',
    attempt: 0,
    starts: 0,
    lostStarts: 0,
    pendingEdges,
    deliveredEdges: 0,
    workerId: null,
    leaseUntil: null,
    readyAt: null,
    wakeAt: null,
    resumed: false,
    wait: null,
    limitedSince: null,
    startedAt: null,
    endedAt: null,
    inputOverride: null,
    output: null,
    ports: NO_PORTS,
    outputPerPort: false,
    delivered: null,
    error: null,
    handled: false,
    deadLetterId: null,
    givenBy: null,
  }
}

/** How many edges into each node are open when an execution begins at `entryNodeId`; nodes that it cannot reach are absent. */
export type OpenEdges = ReadonlyMap<string, number>

const known = new WeakMap<WorkflowGraph, Map<string, OpenEdges>>()
const MAX_ENTRIES = 20

/** Edges out of unreachable nodes and into the entry are dead from the start (rule 3.1). */
export function openEdgesFrom(graph: WorkflowGraph, entryNodeId: string): OpenEdges {
  const byEntry = known.get(graph) ?? new Map<string, OpenEdges>()
  known.set(graph, byEntry)
  const found = byEntry.get(entryNodeId)
  if (found) return found
  const reachable = reachableFrom(graph, entryNodeId)
  const open = new Map<string, number>()
  for (const nodeId of reachable) {
    const incoming = nodeId === entryNodeId ? [] : (graph.incoming.get(nodeId) ?? [])
    open.set(nodeId, incoming.filter((edge) => reachable.has(edge.source)).length)
  }
  if (byEntry.size >= MAX_ENTRIES) byEntry.clear()
  byEntry.set(entryNodeId, open)
  return open
}

/** The run of a node that has no stored one; undefined before the execution has begun, and when there is no such node. */
export function absentNodeRun(
  graph: WorkflowGraph,
  entryNodeId: string | null,
  nodeId: string,
): NodeRunRow | undefined {
  if (entryNodeId === null || !graph.nodes.has(nodeId)) return undefined
  return pendingNodeRun(nodeId, openEdgesFrom(graph, entryNodeId).get(nodeId) ?? 0)
}

/**
 * All node runs of an execution, in the order of the definition. A node that nothing has happened to has no stored row:
 * it is pending.
 */
export function allNodeRuns(
  graph: WorkflowGraph,
  entryNodeId: string | null,
  stored: ReadonlyMap<string, NodeRunRow>,
): NodeRunRow[] {
  // One that was left out before it began has none.
  if (entryNodeId === null || stored.size === 0) return [...stored.values()]
  return [...graph.nodes.keys()].flatMap((id) => stored.get(id) ?? absentNodeRun(graph, entryNodeId, id) ?? [])
}
