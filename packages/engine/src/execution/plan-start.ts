import { ancestorsOf, MAIN_PORT, reachableFrom, type WorkflowGraph } from '@spane/workflow'
import type { GivenResult, StartPlan } from './start-plan.ts'
import type { NodeRunRow } from './state.ts'

/** Data that stands for a node's output in test runs. */
export interface PinnedOutput {
  /** JSON text. */
  output: string
  /** The port on which it leaves the node; `main` when absent. */
  port?: string
}

/** An execution whose results may be reused. */
export interface SourceExecution {
  executionId: string
  nodes: readonly NodeRunRow[]
  edges: Readonly<Record<string, 'delivered' | 'dead'>>
}

export interface PlanRequest {
  graph: WorkflowGraph
  entryNodeId: string
  /** Begin at this node: with an edited input (JSON text), or with what its parents gave in the source. */
  from?: { nodeId: string; input?: string }
  /** Go no further than this node. */
  to?: string
  source?: SourceExecution
  /** By node id. Never used for the nodes named by `from` and `to`, which are what one wants to see run. */
  pins?: Readonly<Record<string, PinnedOutput>>
}

export type PlanResult =
  | { plan: StartPlan | undefined }
  | { refusal: { code: 'NODE_NOT_FOUND' | 'MISSING_OUTPUT'; nodeId: string; message: string } }

type Refusal = Extract<PlanResult, { refusal: unknown }>

/**
 * Decides which nodes of a new execution run, which ones are given, and which ones take no part (rule 8.3). What comes
 * after `from` runs; of everything else the results of the source are reused. A node beside the way that feeds what runs
 * and has no result there is run, too; one that leads to `from` must have one.
 */
export function planStart(request: PlanRequest): PlanResult {
  const { graph, from, to } = request
  for (const nodeId of [from?.nodeId, to]) {
    if (nodeId !== undefined && !graph.nodes.has(nodeId)) {
      return refuse('NODE_NOT_FOUND', nodeId, `The workflow has no node ${JSON.stringify(nodeId)}`)
    }
  }
  const pins = pinsOf(request)
  if (from) return planFrom(request, from, pins)
  return to === undefined ? planWhole(request, pins) : planTo(request, to, pins)
}

function planWhole({ graph, entryNodeId }: PlanRequest, pins: Map<string, PinnedOutput>): PlanResult {
  if (pins.size === 0) return { plan: undefined }
  const run = reachableFrom(graph, entryNodeId)
  const given = [...pins]
    .filter(([nodeId]) => run.has(nodeId))
    .map(([nodeId, pin]) => pinned(graph, nodeId, pin, 'turn'))
  const notRun = [...graph.nodes.keys()].filter((nodeId) => !run.has(nodeId))
  return { plan: { given, notRun: notRun.map((nodeId) => ({ nodeId, reason: 'unreachable' })) } }
}

function planTo({ graph, entryNodeId }: PlanRequest, to: string, pins: Map<string, PinnedOutput>): PlanResult {
  const needed = neededFor(graph, to, new Set([entryNodeId, ...pins.keys()]))
  const sources = [entryNodeId, ...[...pins.keys()].filter((nodeId) => needed.has(nodeId))]
  const live = reachableFrom(graph, sources)
  if (!live.has(to)) {
    const message = `The run cannot reach ${JSON.stringify(to)} from ${JSON.stringify(entryNodeId)}`
    return refuse('NODE_NOT_FOUND', to, message)
  }
  const plan: StartPlan = { given: [], notRun: [] }
  const upstream = ancestorsOf(graph, to)
  for (const nodeId of graph.nodes.keys()) {
    const pin = pins.get(nodeId)
    if (pin && needed.has(nodeId)) plan.given.push(pinned(graph, nodeId, pin, 'now'))
    else if (!live.has(nodeId)) plan.notRun.push({ nodeId, reason: 'unreachable' })
    else if (!needed.has(nodeId)) plan.notRun.push({ nodeId, reason: upstream.has(nodeId) ? 'not-needed' : 'beyond' })
  }
  return { plan }
}

/** A node and all that leads to it, as far back as the next one that needs nothing. */
function neededFor(graph: WorkflowGraph, to: string, ends: ReadonlySet<string>): Set<string> {
  const needed = new Set<string>()
  const stack = [to]
  for (let nodeId = stack.pop(); nodeId !== undefined; nodeId = stack.pop()) {
    if (needed.has(nodeId)) continue
    needed.add(nodeId)
    if (!ends.has(nodeId)) for (const edge of graph.incoming.get(nodeId) ?? []) stack.push(edge.source)
  }
  return needed
}

function planFrom(
  { graph, entryNodeId, to, source }: PlanRequest,
  from: { nodeId: string; input?: string },
  pins: Map<string, PinnedOutput>,
): PlanResult {
  const { nodeId: first, input } = from
  const rows = new Map(source?.nodes.map((row) => [row.nodeId, row]))
  const above = ancestorsOf(graph, first)
  const within = to === undefined ? undefined : ancestorsOf(graph, to).add(to)
  const starts = [first]
  let below = reachableFrom(graph, starts)
  if (to !== undefined && !below.has(to)) {
    return refuse('NODE_NOT_FOUND', to, `The node ${JSON.stringify(to)} does not come after ${JSON.stringify(first)}`)
  }
  const runs = (nodeId: string) => below.has(nodeId) && (within?.has(nodeId) ?? true)
  for (let isComplete = false; !isComplete; ) {
    isComplete = true
    for (const nodeId of below) {
      if (!runs(nodeId) || (nodeId === first && input !== undefined)) continue
      for (const { source: feeder } of graph.incoming.get(nodeId) ?? []) {
        if (below.has(feeder) || pins.has(feeder) || isReusable(rows.get(feeder))) continue
        if (above.has(feeder)) return missingOutput(graph, feeder, first, source)
        starts.push(feeder)
        isComplete = false
      }
    }
    below = reachableFrom(graph, starts)
  }
  const plan: StartPlan = { start: { nodeId: first, ...(input !== undefined && { input }) }, given: [], notRun: [] }
  for (const nodeId of graph.nodes.keys()) {
    const pin = pins.get(nodeId)
    const row = rows.get(nodeId)
    if (runs(nodeId)) {
      if (pin) plan.given.push(pinned(graph, nodeId, pin, 'turn'))
    } else if (below.has(nodeId)) plan.notRun.push({ nodeId, reason: 'beyond' })
    else if (pin) plan.given.push(pinned(graph, nodeId, pin, 'now'))
    else if (source && isReusable(row)) plan.given.push(reused(graph, row, source))
    else plan.notRun.push({ nodeId, reason: 'not-needed' })
  }
  if (input === undefined && first !== entryNodeId && !hasInput(graph, first, plan)) {
    const message = `Nothing was delivered to ${JSON.stringify(first)} in that execution: give it an input`
    return refuse('MISSING_OUTPUT', first, message)
  }
  return { plan }
}

function missingOutput(
  graph: WorkflowGraph,
  nodeId: string,
  first: string,
  source: SourceExecution | undefined,
): Refusal {
  const name = graph.nodes.get(nodeId)?.name ?? nodeId
  const where = source ? `has no result in the execution ${source.executionId}` : 'has no result to reuse'
  const what = `${JSON.stringify(name)} ${where}, and ${JSON.stringify(first)} needs it`
  return refuse('MISSING_OUTPUT', nodeId, `${what}: begin at an earlier node, pin data to it, or give an input`)
}

function hasInput(graph: WorkflowGraph, nodeId: string, plan: StartPlan): boolean {
  const incoming = graph.incoming.get(nodeId) ?? []
  const carrying = new Set(plan.given.flatMap((result) => result.delivered))
  return incoming.length === 0 || incoming.some((edge) => carrying.has(edge.id))
}

function isReusable(row: NodeRunRow | undefined): row is NodeRunRow {
  return row?.status === 'completed' || row?.status === 'skipped' || (row?.status === 'failed' && row.handled)
}

function reused(graph: WorkflowGraph, row: NodeRunRow, { executionId, edges }: SourceExecution): GivenResult {
  const outgoing = graph.outgoing.get(row.nodeId) ?? []
  const carried = row.status !== 'skipped'
  // An edge that was drawn since is decided by its port; one that was there may have been passed over by `nextNodes`.
  const delivered = outgoing.filter((edge) => {
    const outcome = Object.hasOwn(edges, edge.id) ? edges[edge.id] : undefined
    return outcome === undefined ? carried && row.ports.includes(edge.sourcePort) : outcome === 'delivered'
  })
  return {
    nodeId: row.nodeId,
    when: 'now',
    status: row.status as GivenResult['status'],
    by: row.givenBy ?? executionId,
    output: null,
    copyFrom: carried ? executionId : null,
    ports: row.ports,
    outputPerPort: row.outputPerPort,
    error: row.error,
    delivered: delivered.map((edge) => edge.id),
  }
}

function pinned(graph: WorkflowGraph, nodeId: string, pin: PinnedOutput, when: GivenResult['when']): GivenResult {
  const port = pin.port ?? MAIN_PORT
  const carrying = (graph.outgoing.get(nodeId) ?? []).filter((edge) => edge.sourcePort === port)
  return {
    nodeId,
    when,
    status: 'completed',
    by: 'pinned',
    output: pin.output,
    copyFrom: null,
    ports: [port],
    outputPerPort: false,
    error: null,
    delivered: carrying.map((edge) => edge.id),
  }
}

function pinsOf({ graph, from, to, pins }: PlanRequest): Map<string, PinnedOutput> {
  const asked = new Set([from?.nodeId, to])
  return new Map(Object.entries(pins ?? {}).filter(([nodeId]) => graph.nodes.has(nodeId) && !asked.has(nodeId)))
}

function refuse(code: Refusal['refusal']['code'], nodeId: string, message: string): Refusal {
  return { refusal: { code, nodeId, message } }
}
