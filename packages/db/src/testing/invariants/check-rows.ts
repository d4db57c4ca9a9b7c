import type { WorkflowGraph } from '@spane/workflow'
import { groupBy } from './group-by.ts'
import type { AttemptSnapshot, ExecutionSnapshot, NodeSnapshot } from './load-snapshots.ts'
import type { Plan } from './read-plan.ts'
import type { Invariant } from './violation.ts'

export type Report = (invariant: Invariant, message: string, nodeId?: string) => void

const OPEN = new Set(['pending', 'ready', 'running', 'waiting', 'retrying'])
const TERMINAL = new Set(['completed', 'failed', 'cancelled'])
/** What an executor logs so that a result can be told to be of another start than the one it was recorded under. */
const START_MARK = /\bstart=(\d+)\b/
const CANCEL_PATIENCE_MS = 1_000

/** Checks what the rows of one execution say without its events: I2, I4, I6, I7 and I9. */
export function checkRows(snapshot: ExecutionSnapshot, plan: Plan, report: Report): void {
  checkCounters(snapshot, report)
  const attempts = groupBy(snapshot.attempts, (attempt) => attempt.nodeId)
  for (const node of snapshot.nodes.values()) {
    checkAttempts(snapshot, node, attempts.get(node.nodeId) ?? [], report)
    checkLiveness(snapshot, node, plan, report)
  }
  for (const { source, sourcePort, id } of snapshot.graph.edges.values()) {
    checkEdge(snapshot, { source, sourcePort, id }, report)
  }
  if (snapshot.status !== 'cancelled' || snapshot.endedAt === null) return
  const latest = snapshot.endedAt.getTime() + CANCEL_PATIENCE_MS
  for (const attempt of snapshot.attempts) {
    if (attempt.startedAt.getTime() > latest)
      report('I9', `start ${attempt.start} came after the cancel`, attempt.nodeId)
  }
}

function checkCounters({ nodes, counters }: ExecutionSnapshot, report: Report): void {
  const count = (matches: (node: NodeSnapshot) => boolean) => [...nodes.values()].filter(matches).length
  const counted = {
    open: count((node) => OPEN.has(node.status)),
    active: count((node) => OPEN.has(node.status) && node.status !== 'pending'),
    running: count((node) => node.status === 'running'),
    unhandledFailures: count((node) => node.status === 'failed' && !node.handled),
  }
  for (const name of ['open', 'active', 'running', 'unhandledFailures'] as const) {
    if (counters[name] !== counted[name]) report('I7', `${name} is ${counters[name]}, and ${counted[name]} rows are`)
  }
}

function checkAttempts(
  { status }: ExecutionSnapshot,
  node: NodeSnapshot,
  attempts: AttemptSnapshot[],
  report: Report,
): void {
  const { nodeId } = node
  const completed = attempts.filter((attempt) => attempt.outcome === 'completed')
  if (completed.length > 1) report('I2', `${completed.length} completions were accepted`, nodeId)
  if (node.status === 'completed' && completed.length === 0 && node.givenBy === null)
    report('I2', 'completed without a completion', nodeId)
  for (const attempt of attempts) {
    if (attempt.start > node.starts) report('I6', `start ${attempt.start} was recorded of ${node.starts}`, nodeId)
    const mark = START_MARK.exec(attempt.firstLine ?? '')?.[1]
    if (mark !== undefined && Number(mark) !== attempt.start)
      report('I6', `the result of start ${mark} was recorded as that of start ${attempt.start}`, nodeId)
  }
  for (const attempt of completed) {
    if (attempt.start !== node.starts) report('I6', `start ${attempt.start} completed, then it was started`, nodeId)
  }
  if (TERMINAL.has(status) && !OPEN.has(node.status) && attempts.length !== node.starts)
    report('I6', `${node.starts} starts left ${attempts.length} attempts`, nodeId)
}

/** What the join rule says of a node once its incoming edges are as given. */
export function decideNode(
  graph: WorkflowGraph,
  nodeId: string,
  outcomes: ReadonlyMap<string, 'delivered' | 'dead'>,
): 'run' | 'skip' | 'open' {
  const incoming = graph.incoming.get(nodeId) ?? []
  const join = graph.nodes.get(nodeId)?.settings?.join ?? 'some'
  const delivered = incoming.filter((edge) => outcomes.get(edge.id) === 'delivered').length
  if (join === 'any' && delivered > 0) return 'run'
  if (incoming.some((edge) => !outcomes.has(edge.id))) return 'open'
  const enough = join === 'all' ? incoming.length > 0 && delivered === incoming.length : delivered > 0
  return enough ? 'run' : 'skip'
}

function checkLiveness(snapshot: ExecutionSnapshot, node: NodeSnapshot, plan: Plan, report: Report): void {
  const { graph, edges, status } = snapshot
  const { nodeId } = node
  const ran = node.starts > 0
  if (ran && node.givenBy !== null) report('I4', 'ran, although its result was given', nodeId)
  if (plan.leftOut.has(nodeId)) {
    checkLeftOut(snapshot, node, plan, report)
    return
  }
  if (plan.isPartial && node.givenBy !== null) {
    if (status === 'completed' && OPEN.has(node.status)) report('I4', `was given, and is ${node.status}`, nodeId)
    return
  }
  const decision = nodeId === plan.first ? 'run' : decideNode(graph, nodeId, edges)
  if (ran && decision !== 'run')
    report('I4', `ran, although it was to ${decision === 'skip' ? 'skip' : 'wait'}`, nodeId)
  if (node.status === 'skipped' && decision !== 'skip') report('I4', 'was skipped, although it is live', nodeId)
  if (status !== 'completed') return
  if (decision === 'run' && node.status !== 'completed' && node.status !== 'failed')
    report('I4', `is live and ${node.status} in a completed execution`, nodeId)
  if (decision !== 'run' && node.status !== 'skipped')
    report('I4', `is dead and ${node.status} in a completed execution`, nodeId)
}

/** A node that takes no part feeds none that runs, but for the one that begins with an input of its own. */
function checkLeftOut({ graph, nodes }: ExecutionSnapshot, node: NodeSnapshot, plan: Plan, report: Report): void {
  const { nodeId } = node
  if (node.starts > 0 || node.status !== 'skipped') report('I4', `is ${node.status}, and was to take no part`, nodeId)
  for (const { target } of graph.outgoing.get(nodeId) ?? [])
    if (target !== plan.first && (nodes.get(target)?.starts ?? 0) > 0)
      report('I4', `ran without ${nodeId}, which took no part`, target)
}

function checkEdge(
  { edges, nodes, status }: ExecutionSnapshot,
  edge: { id: string; source: string; sourcePort: string },
  report: Report,
): void {
  const outcome = edges.get(edge.id)
  const source = nodes.get(edge.source)
  if (source === undefined) return
  const settled = source.status === 'completed' || source.status === 'skipped' || source.handled
  if (outcome === undefined) {
    if (settled || status === 'completed') report('I4', `the edge ${edge.id} was not decided`, edge.source)
    return
  }
  if (!settled) report('I4', `the edge ${edge.id} is ${outcome} before its source settled`, edge.source)
  const emitted = source.ports.includes(edge.sourcePort)
  if (outcome === 'delivered' && !emitted)
    report('I4', `the edge ${edge.id} carries a port that is silent`, edge.source)
  // On `main` an executor may choose among the edges, so a dead one is right there.
  if (outcome === 'dead' && emitted && edge.sourcePort !== 'main')
    report('I4', `the edge ${edge.id} is dead, although its port emitted`, edge.source)
}
