import { ERROR_PORT, type WorkflowEdge } from '@spane/workflow'
import { type Answer, incomingOf, quoteName, type Reason, type WhyFacts } from './why-facts.ts'

/** Why a node was skipped (rule 3.5): what the plan of the run says, or the edges that died and the nodes that decided so. */
export function explainSkip(facts: WhyFacts, nodeId: string): Answer {
  const node = facts.view.nodes[nodeId]
  if (node?.givenBy === 'pinned') return { answer: 'Pinned data says that it does not run.', reasons: [] }
  if (node?.givenBy) {
    return { answer: 'It was skipped in the execution whose results this one reuses, too.', reasons: [] }
  }
  switch (node?.skippedBecause) {
    case 'unreachable':
      return { answer: 'It took no part: nothing leads to it from where this run began.', reasons: [] }
    case 'beyond':
      return { answer: 'It lies beyond the node at which this test run was to stop.', reasons: [] }
    case 'not-needed':
      return { answer: 'Nothing that this test run was to run needs it.', reasons: [] }
    default:
      return explainDeadEdges(facts, nodeId)
  }
}

function explainDeadEdges(facts: WhyFacts, nodeId: string): Answer {
  const edges = incomingOf(facts, nodeId)
  const dead = edges.filter((edge) => facts.view.edges[edge.id] === 'dead')
  return { answer: answerOf(facts, nodeId, edges, dead), reasons: collectReasons(facts, dead) }
}

function answerOf(
  { graph }: WhyFacts,
  nodeId: string,
  edges: readonly WorkflowEdge[],
  dead: readonly WorkflowEdge[],
): string {
  if (edges.length === 1) return 'The branch that leads here was not taken.'
  if (graph.nodes.get(nodeId)?.settings?.join === 'all' && dead.length < edges.length) {
    return `It runs only when all of its ${edges.length} inputs come, and ${dead.length} did not.`
  }
  return `None of the ${edges.length} branches that lead here was taken.`
}

/** The decisions that the death of these edges goes back to: through skipped nodes up to one that chose another way. */
function collectReasons(facts: WhyFacts, dead: readonly WorkflowEdge[]): Reason[] {
  const reasons = new Map<string, Reason>()
  const seen = new Set<string>()
  const stack = [...dead].reverse()
  for (let edge = stack.pop(); edge; edge = stack.pop()) {
    if (seen.has(edge.id)) continue
    seen.add(edge.id)
    const source = facts.view.nodes[edge.source]
    if (source?.status === 'skipped' && source.skippedBecause === undefined && !source.givenBy) {
      const above = incomingOf(facts, edge.source).filter(({ id }) => facts.view.edges[id] === 'dead')
      if (above.length > 0) {
        stack.push(...above.reverse())
        continue
      }
    }
    const reason = reasonOf(facts, edge)
    reasons.set(reason.text, reason)
  }
  return [...reasons.values()]
}

function reasonOf(facts: WhyFacts, edge: WorkflowEdge): Reason {
  const { source: nodeId, sourcePort } = edge
  const name = quoteName(facts, nodeId)
  const source = facts.view.nodes[nodeId]
  if (source?.status === 'failed') return { nodeId, text: `${name} failed, and went on along its error branch.` }
  if (source?.status === 'skipped') return { nodeId, text: `${name} took no part in this run.` }
  if (sourcePort === ERROR_PORT) return { nodeId, text: `${name} did not fail, and only its failure leads here.` }
  const taken = takenPorts(facts, nodeId)
  if (taken.includes(sourcePort)) {
    return { nodeId, decided: true, text: `${name} chose other nodes to go on with.` }
  }
  const portName = (port: string) => `“${facts.portName?.(nodeId, port) ?? port}”`
  if (taken.length === 0) return { nodeId, decided: true, text: `${name} went on along none of its connected outputs.` }
  const ways = taken.map(portName).join(' and ')
  return {
    nodeId,
    decided: true,
    text: `${name} went on along ${ways}, and not along ${portName(sourcePort)}, which leads here.`,
  }
}

/** The ports on which something left a node. */
function takenPorts({ graph, view }: WhyFacts, nodeId: string): string[] {
  const outgoing = graph.outgoing.get(nodeId) ?? []
  return [...new Set(outgoing.filter(({ id }) => view.edges[id] === 'delivered').map(({ sourcePort }) => sourcePort))]
}
