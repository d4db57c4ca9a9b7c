import { announceStart } from './begin-execution.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { pendingNodeRun } from './pending-node-runs.ts'
import { decideEdges, decideJoins, decideNode, makeReady } from './settle-edges.ts'
import type { GivenResult, StartPlan } from './start-plan.ts'
import type { NodeRunRow, RecordedError } from './state.ts'

/**
 * Creates the node runs of an execution as its plan has them: some are settled from the beginning, with results of
 * another execution or pinned data, and the others wait for these as if they had run (rule 8.3).
 */
export function beginPlanned(draft: ExecutionDraft, entryNodeId: string, plan: StartPlan): void {
  const { graph } = draft
  announceStart(draft, entryNodeId)
  const given = new Map(plan.given.map((result) => [result.nodeId, result]))
  const notRun = new Map(plan.notRun.map(({ nodeId, reason }) => [nodeId, reason]))
  const settledNow = (nodeId: string) => notRun.has(nodeId) || given.get(nodeId)?.when === 'now'
  const carrying = new Set(plan.given.flatMap((result) => (result.when === 'now' ? result.delivered : [])))
  const first = plan.start?.nodeId ?? entryNodeId
  const waiting: string[] = []
  for (const nodeId of graph.nodes.keys()) {
    const incoming = graph.incoming.get(nodeId) ?? []
    // Nodes that are settled count, too: what runs before them resolves its edges all the same.
    const open = nodeId === first ? [] : incoming.filter((edge) => !settledNow(edge.source))
    const row: NodeRunRow = {
      ...pendingNodeRun(nodeId, open.length),
      deliveredEdges: incoming.filter((edge) => carrying.has(edge.id)).length,
    }
    const result = given.get(nodeId)
    if (notRun.has(nodeId)) draft.insertNode({ ...row, status: 'skipped', endedAt: draft.now })
    else draft.insertNode(result ? givenRow(row, result, draft.now) : row)
    if (!settledNow(nodeId) && nodeId !== first) waiting.push(nodeId)
  }
  for (const [nodeId, reason] of notRun) {
    const decision = decideEdges(draft, nodeId, new Set())
    draft.emit({ type: 'node', nodeId, status: 'skipped', reason, dead: decision.dead })
  }
  for (const result of given.values()) if (result.when === 'now') announceGiven(draft, result)
  if (!settledNow(first)) start(draft, first, plan.start?.input)
  for (const nodeId of waiting) {
    const node = draft.node(nodeId)
    // Decided already below a node that was skipped, or not before another node settles.
    if (node?.status !== 'pending') continue
    const settled = decideNode(draft, nodeId)
    if (settled) decideJoins(draft, settled)
  }
}

function givenRow(row: NodeRunRow, result: GivenResult, now: number): NodeRunRow {
  const { status, by, output, ports, outputPerPort, error } = result
  const content = { givenBy: by, output, ports, outputPerPort, error }
  if (result.when === 'turn') return { ...row, ...content }
  return { ...row, ...content, status, delivered: result.delivered, handled: status === 'failed', endedAt: now }
}

function announceGiven(draft: ExecutionDraft, { nodeId, status, by, error, delivered }: GivenResult): void {
  const decision = decideEdges(draft, nodeId, new Set(delivered))
  const recorded = error === null ? undefined : (JSON.parse(error) as RecordedError)
  draft.emit({
    type: 'node',
    nodeId,
    status,
    reason: by === 'pinned' ? 'pinned' : 'reused',
    givenBy: by,
    ...(recorded && { error: { code: recorded.code, message: recorded.message } }),
    ...(status === 'failed' && { handled: true }),
    ...decision,
  })
}

function start(draft: ExecutionDraft, nodeId: string, input: string | undefined): void {
  if (input !== undefined) draft.update(nodeId, { inputOverride: input })
  const settled = makeReady(draft, nodeId)
  if (settled) decideJoins(draft, settled)
}
