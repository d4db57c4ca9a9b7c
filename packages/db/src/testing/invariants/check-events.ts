import { applyEvents, type ExecutionEvent, emptyExecutionView } from '@spane/realtime'
import { decideNode, type Report } from './check-rows.ts'
import type { ExecutionSnapshot } from './load-snapshots.ts'
import type { Plan } from './read-plan.ts'

const TERMINAL = new Set(['completed', 'failed', 'cancelled'])
const SETTLED = new Set(['completed', 'failed', 'skipped', 'cancelled'])

/** Checks the events of one execution, alone and against its rows: I1, I2, I3, I5, I6 and I11. */
export function checkEvents(snapshot: ExecutionSnapshot, plan: Plan, report: Report): void {
  checkTransitions(snapshot, plan, report)
  checkStarts(snapshot, report)
  checkReplay(snapshot, report)
}

/** Walks through the events in their order: what had been decided when a node started, and what came after an end. */
function checkTransitions({ events, graph, status }: ExecutionSnapshot, plan: Plan, report: Report): void {
  const edges = new Map<string, 'delivered' | 'dead'>()
  const settled = new Set<string>()
  let ended = false
  let ends = 0
  let retries = 0
  for (const event of events) {
    const retried = event.reason === 'retried'
    if (ended && !(retried && event.type === 'execution'))
      report('I5', `event ${event.seq} came after the end`, nodeOf(event))
    if (event.type === 'execution') {
      if (retried) retries += 1
      if (TERMINAL.has(event.status)) ends += 1
      ended = TERMINAL.has(event.status)
      continue
    }
    const { nodeId } = event
    if (settled.has(nodeId) && !retried)
      report('I5', `${event.status} (event ${event.seq}) after it had settled`, nodeId)
    if (SETTLED.has(event.status)) settled.add(nodeId)
    else settled.delete(nodeId)
    if (event.status === 'running' && nodeId !== plan.first && decideNode(graph, nodeId, edges) !== 'run')
      report('I3', `started (event ${event.seq}) before its incoming edges were decided`, nodeId)
    for (const id of event.delivered ?? []) edges.set(id, 'delivered')
    for (const id of event.dead ?? []) edges.set(id, 'dead')
  }
  if (TERMINAL.has(status) && (ends === 0 || ends > retries + 1))
    report('I1', `${ends} ends with ${retries} retries between them`)
}

/** The k-th `running` event is start k, on the worker that its attempt was recorded for. */
function checkStarts({ events, nodes, attempts }: ExecutionSnapshot, report: Report): void {
  const starts = new Map<string, (string | undefined)[]>()
  const completed = new Set<string>()
  for (const event of events) {
    if (event.type === 'node' && event.status === 'completed') {
      if (completed.has(event.nodeId)) report('I2', `a second completion is event ${event.seq}`, event.nodeId)
      completed.add(event.nodeId)
    }
    if (event.type !== 'node' || event.status !== 'running') continue
    starts.set(event.nodeId, [...(starts.get(event.nodeId) ?? []), event.workerId])
  }
  for (const { nodeId, starts: count } of nodes.values()) {
    const announced = starts.get(nodeId)?.length ?? 0
    if (announced !== count) report('I6', `${count} starts, of which events announce ${announced}`, nodeId)
  }
  for (const { nodeId, start, workerId } of attempts) {
    const announced = starts.get(nodeId)?.[start - 1]
    if (workerId !== null && announced !== undefined && announced !== workerId)
      report('I6', `start ${start} was of ${announced} and recorded for ${workerId}`, nodeId)
  }
}

function checkReplay({ events, eventSeq, status, nodes, edges }: ExecutionSnapshot, report: Report): void {
  const gap = events.findIndex((event, index) => event.seq !== index + 1)
  if (gap >= 0) {
    report('I11', `event ${gap + 1} is missing`)
    return
  }
  if (events.length !== eventSeq) report('I11', `${events.length} events, and the last is said to be ${eventSeq}`)
  const view = applyEvents(emptyExecutionView(), events)
  if (view.status !== status) report('I11', `events end in ${view.status}, the execution is ${status}`)
  for (const node of nodes.values()) {
    const seen = view.nodes[node.nodeId]?.status ?? 'pending'
    if (seen !== node.status) report('I11', `events end in ${seen}, the node run is ${node.status}`, node.nodeId)
    const by = view.nodes[node.nodeId]?.givenBy ?? null
    // What is pinned to a node whose turn never came stands in its row alone.
    const isUnused = node.givenBy === 'pinned' && node.status !== 'completed'
    if (by !== node.givenBy && !isUnused)
      report('I11', `events say it was given by ${by}, its row says ${node.givenBy}`, node.nodeId)
  }
  for (const id of new Set([...edges.keys(), ...Object.keys(view.edges)])) {
    if (view.edges[id] !== edges.get(id))
      report('I11', `events say ${view.edges[id]} of ${id}, its row ${edges.get(id)}`)
  }
}

function nodeOf(event: ExecutionEvent): string | undefined {
  return event.type === 'node' ? event.nodeId : undefined
}
