import type { ExecutionDraft } from './execution-draft.ts'
import { nodePolicy } from './node-policy.ts'

/** The edges that a change decided, for its event. */
export interface EdgeDecision {
  delivered: string[]
  dead: string[]
}

/**
 * Decides the outgoing edges of a node that settled: those in `delivered` carry its output, the others are dead.
 * Call it before the node's own event is emitted and hand the decision to that event; then call
 * {@link decideJoins} so that the events of the targets follow.
 */
export function decideEdges(draft: ExecutionDraft, nodeId: string, delivered: ReadonlySet<string>): EdgeDecision {
  const decision: EdgeDecision = { delivered: [], dead: [] }
  for (const edge of draft.graph.outgoing.get(nodeId) ?? []) {
    const outcome = delivered.has(edge.id) ? 'delivered' : 'dead'
    decision[outcome].push(edge.id)
    draft.resolveEdge(edge.id, outcome)
  }
  return decision
}

/**
 * Decides the joins below resolved edges (rule 3.3), and on through every node that is skipped (rule 3.4).
 * Iterative: a skipped chain may be thousands of nodes long.
 */
export function decideJoins(draft: ExecutionDraft, decision: EdgeDecision): void {
  const queue: EdgeDecision[] = [decision]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const delivered = new Set(next.delivered)
    const edges = [...next.delivered, ...next.dead].flatMap((id) => draft.graph.edges.get(id) ?? [])
    draft.require(edges.map((edge) => edge.target))
    for (const edge of edges) {
      const skipped = resolveIncoming(draft, edge.target, delivered.has(edge.id))
      if (skipped) queue.push(skipped)
    }
  }
}

/** Counts a resolved edge into its target and decides it when it can be. Returns the edges of a skipped target. */
function resolveIncoming(draft: ExecutionDraft, target: string, delivered: boolean): EdgeDecision | undefined {
  const before = draft.node(target)
  if (!before) return undefined
  const pendingEdges = before.pendingEdges - 1
  const deliveredEdges = before.deliveredEdges + (delivered ? 1 : 0)
  draft.update(target, { pendingEdges, deliveredEdges })
  // An `any` join that has started only records what comes later; a cancelled node stays as it is.
  if (before.status !== 'pending') return undefined
  const decided = decideJoin(draft, target, pendingEdges, deliveredEdges)
  if (decided === 'run') makeReady(draft, target)
  return decided === 'skip' ? skipNode(draft, target) : undefined
}

function decideJoin(
  draft: ExecutionDraft,
  nodeId: string,
  pendingEdges: number,
  deliveredEdges: number,
): 'run' | 'skip' | 'wait' {
  const { join } = nodePolicy(draft.graph, nodeId)
  if (join === 'any' && deliveredEdges > 0) return 'run'
  if (pendingEdges > 0) return 'wait'
  const incoming = draft.graph.incoming.get(nodeId)?.length ?? 0
  const enough = join === 'all' ? deliveredEdges === incoming : deliveredEdges > 0
  return enough ? 'run' : 'skip'
}

/** Marks a node as ready for its first attempt and queues it. */
export function makeReady(draft: ExecutionDraft, nodeId: string): void {
  draft.setStatus(nodeId, 'ready', { attempt: 1, readyAt: draft.now })
  draft.emit({ type: 'node', nodeId, status: 'ready', attempt: 1 })
  draft.dispatch(nodeId)
  draft.noteReadied(nodeId)
}

/** Skips a node: all its outgoing edges are dead. */
export function skipNode(draft: ExecutionDraft, nodeId: string): EdgeDecision {
  draft.setStatus(nodeId, 'skipped', { endedAt: draft.now })
  const decision = decideEdges(draft, nodeId, new Set())
  draft.emit({ type: 'node', nodeId, status: 'skipped', dead: decision.dead })
  return decision
}
