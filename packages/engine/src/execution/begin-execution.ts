import type { ExecutionDraft } from './execution-draft.ts'
import { openEdgesFrom, pendingNodeRun } from './pending-node-runs.ts'
import { decideEdges, makeReady } from './settle-edges.ts'

/**
 * Begins an execution: its entry is ready. Nodes that cannot be reached from it are skipped and their edges are dead, and
 * so are the edges into the entry (rule 3.1). All others are pending; a pending node has no row until it is touched.
 */
export function beginExecution(draft: ExecutionDraft, entryNodeId: string): void {
  const { graph } = draft
  announceStart(draft, entryNodeId)
  const reachable = openEdgesFrom(graph, entryNodeId)
  draft.expectPending(reachable.size)
  if (reachable.size < graph.nodes.size) {
    const skipped = [...graph.nodes.keys()].filter((nodeId) => !reachable.has(nodeId))
    for (const nodeId of skipped) {
      draft.insertNode({ ...pendingNodeRun(nodeId, 0), status: 'skipped', endedAt: draft.now })
    }
    for (const nodeId of skipped) {
      const decision = decideEdges(draft, nodeId, new Set())
      draft.emit({ type: 'node', nodeId, status: 'skipped', reason: 'unreachable', dead: decision.dead })
    }
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
