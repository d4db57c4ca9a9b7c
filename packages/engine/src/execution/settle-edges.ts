import type { ExecutionDraft } from './execution-draft.ts'
import { joinOf } from './node-policy.ts'

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
      const settled = resolveIncoming(draft, edge.target, delivered.has(edge.id))
      if (settled) queue.push(settled)
    }
  }
}

/** Counts a resolved edge into its target and decides it when it can be. Returns the edges of a target that settled by that. */
function resolveIncoming(draft: ExecutionDraft, target: string, delivered: boolean): EdgeDecision | undefined {
  const before = draft.node(target)
  if (!before) return undefined
  const pendingEdges = before.pendingEdges - 1
  const deliveredEdges = before.deliveredEdges + (delivered ? 1 : 0)
  draft.update(target, { pendingEdges, deliveredEdges })
  // An `any` join that has started only records what comes later; a cancelled node stays as it is.
  if (before.status !== 'pending') return undefined
  return decideNode(draft, target)
}

/** Decides a pending node by the edges that are resolved. Returns its own edges when it settled by that. */
export function decideNode(draft: ExecutionDraft, nodeId: string): EdgeDecision | undefined {
  const node = draft.node(nodeId)
  const decided = decideJoin(draft, nodeId, node?.pendingEdges ?? 0, node?.deliveredEdges ?? 0)
  if (decided === 'run') return makeReady(draft, nodeId)
  return decided === 'skip' ? skipNode(draft, nodeId) : undefined
}

function decideJoin(
  draft: ExecutionDraft,
  nodeId: string,
  pendingEdges: number,
  deliveredEdges: number,
): 'run' | 'skip' | 'wait' {
  const join = joinOf(draft.graph, nodeId)
  if (join === 'any' && deliveredEdges > 0) return 'run'
  if (pendingEdges > 0) return 'wait'
  const incoming = draft.graph.incoming.get(nodeId)?.length ?? 0
  const enough = join === 'all' ? deliveredEdges === incoming : deliveredEdges > 0
  return enough ? 'run' : 'skip'
}

/** Marks a node as ready for its first attempt and queues it. A pinned one settles instead: then its edges are returned. */
export function makeReady(draft: ExecutionDraft, nodeId: string): EdgeDecision | undefined {
  if (draft.node(nodeId)?.givenBy === 'pinned') return settlePinned(draft, nodeId)
  draft.setStatus(nodeId, 'ready', { attempt: 1, readyAt: draft.now })
  draft.emit({ type: 'node', nodeId, status: 'ready', attempt: 1 })
  draft.dispatch(nodeId)
  draft.noteReadied(nodeId)
  return undefined
}

/** Completes a node whose turn has come with the data that is pinned to it, which stands in its row (rule 8.3). */
function settlePinned(draft: ExecutionDraft, nodeId: string): EdgeDecision {
  const ports = draft.node(nodeId)?.ports ?? []
  draft.setStatus(nodeId, 'completed', { endedAt: draft.now })
  const outgoing = draft.graph.outgoing.get(nodeId) ?? []
  const carrying = outgoing.filter((edge) => ports.includes(edge.sourcePort)).map((edge) => edge.id)
  const decision = decideEdges(draft, nodeId, new Set(carrying))
  draft.emit({ type: 'node', nodeId, status: 'completed', reason: 'pinned', givenBy: 'pinned', ...decision })
  return decision
}

/** Skips a node: all its outgoing edges are dead. */
export function skipNode(draft: ExecutionDraft, nodeId: string): EdgeDecision {
  draft.setStatus(nodeId, 'skipped', { endedAt: draft.now })
  const decision = decideEdges(draft, nodeId, new Set())
  draft.emit({ type: 'node', nodeId, status: 'skipped', dead: decision.dead })
  return decision
}
