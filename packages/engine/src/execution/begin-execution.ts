import { reachableFrom } from '@spane/workflow'
import type { ExecutionDraft } from './execution-draft.ts'
import { decideEdges, makeReady } from './settle-edges.ts'
import type { NodeRunRow } from './state.ts'

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
    ports: [],
    outputPerPort: false,
    error: null,
    handled: false,
    deadLetterId: null,
    givenBy: null,
  }
}

/**
 * Creates the node runs of an execution and makes its entry ready. Nodes that cannot be reached from the entry are
 * skipped and their edges are dead, and so are the edges into the entry (rule 3.1).
 */
export function beginExecution(draft: ExecutionDraft, entryNodeId: string): void {
  const { graph } = draft
  announceStart(draft, entryNodeId)
  const reachable = reachableFrom(graph, entryNodeId)
  const skipped: string[] = []
  for (const nodeId of graph.nodes.keys()) {
    const live = reachable.has(nodeId) && nodeId !== entryNodeId
    const incoming = graph.incoming.get(nodeId) ?? []
    // Edges out of unreachable nodes are decided below; what stays open comes from reachable ones.
    const pendingEdges = live ? incoming.filter((edge) => reachable.has(edge.source)).length : 0
    const row = pendingNodeRun(nodeId, pendingEdges)
    if (!reachable.has(nodeId)) {
      skipped.push(nodeId)
      draft.insertNode({ ...row, status: 'skipped', endedAt: draft.now })
    } else {
      draft.insertNode(row)
    }
  }
  for (const nodeId of skipped) {
    const decision = decideEdges(draft, nodeId, new Set())
    draft.emit({ type: 'node', nodeId, status: 'skipped', reason: 'unreachable', dead: decision.dead })
  }
  makeReady(draft, entryNodeId)
}

export function announceStart(draft: ExecutionDraft, entryNodeId: string): void {
  const { execution } = draft
  execution.entryNodeId = entryNodeId
  draft.emit({
    type: 'execution',
    status: execution.status,
    reason: 'started',
    ...(execution.origin && { origin: execution.origin }),
    ...(execution.held && execution.concurrencyKey !== null && { heldKey: execution.concurrencyKey }),
  })
}
