import type { NodeRunView } from '@spane/realtime'
import { attemptText, childrenText, displayStatus, limitText, statusText } from '../run/display-status.ts'
import { type Answer, failuresOf, incomingOf, quoteName, type Reason, type WhyFacts } from './why-facts.ts'

/** More upstream nodes than this are counted. */
const MOST_NAMED = 5

const PAUSED = 'The execution is paused: no node starts until somebody resumes it.'
const HALTED =
  'A failure halts this execution: what runs comes to its end, and nothing else starts. A retry of what failed lets it go on.'
const NO_WORKER = 'No worker is running: start one, and it goes on by itself.'

/** What a node of an execution that has not ended waits for. */
export function explainWait(facts: WhyFacts, nodeId: string): Answer {
  if (facts.view.halted) return { answer: HALTED, reasons: failuresOf(facts) }
  const node = facts.view.nodes[nodeId]
  switch (node?.status) {
    case 'ready':
      return explainReady(facts, node)
    case 'retrying':
      return { answer: retryText(node), reasons: [...timer(node), ...paused(facts, node)] }
    case 'waiting':
      return { answer: waitText(node), reasons: [...timer(node), ...paused(facts, node)] }
    default:
      return explainPending(facts, nodeId)
  }
}

function explainReady(facts: WhyFacts, node: NodeRunView): Answer {
  const { view, graph, noWorker } = facts
  const answer = holdText(facts)
  if (answer !== undefined) return { answer, reasons: [] }
  if (view.status === 'paused') return { answer: PAUSED, reasons: [] }
  if (noWorker) return { answer: NO_WORKER, reasons: [] }
  if (node.lostSince !== undefined && node.takenOverMs === undefined) {
    return { answer: 'The worker that ran it was lost; the next free one takes it over.', reasons: [] }
  }
  const most = graph.workflow.settings?.maxConcurrency
  const running = Object.entries(view.nodes).filter(([, other]) => other.status === 'running')
  if (most !== undefined && running.length >= most) {
    const nodes = most === 1 ? 'one node' : `${most} nodes`
    return {
      answer: `This workflow runs ${nodes} at a time, and as many run now.`,
      reasons: nameSome(
        facts,
        running.map(([id]) => id),
      ),
    }
  }
  return { answer: 'Everything that it needs is there: it is in the queue for a free slot of a worker.', reasons: [] }
}

function retryText(node: NodeRunView): string {
  if (node.limit?.of === 'circuit') return `${limitText(node.limit)}: it failed too often to be tried now.`
  if (node.limit) return `${limitText(node.limit)} is used up for now. It costs no attempt.`
  const why = node.error ? ` The last one failed: ${node.error.code}, ${node.error.message}` : ''
  return `It waits before ${attemptText(node)}.${why}`
}

function waitText(node: NodeRunView): string {
  if (node.waitsForSignal) return 'It waits for a signal: somebody, or something, has to answer.'
  const progress = childrenText(node)
  if (progress !== undefined) return `It waits for its child executions: ${progress} have ended.`
  return node.children ? 'It waits for its child execution to end.' : 'It waits for a time to come.'
}

function timer({ until }: NodeRunView): Reason[] {
  return until === undefined ? [] : [{ text: 'It goes on by itself', until }]
}

function paused({ view, noWorker }: WhyFacts, node: NodeRunView): Reason[] {
  if (view.status === 'paused') return [{ text: 'The execution is paused: when its time has come, it waits as ready.' }]
  return noWorker && node.until !== undefined ? [{ text: NO_WORKER }] : []
}

function holdText({ view }: WhyFacts): string | undefined {
  if (view.heldKey === undefined) return undefined
  return view.heldKey === ''
    ? 'The execution waits for its turn: others of this workflow run.'
    : `The execution waits for its turn: others of key “${view.heldKey}” run.`
}

function explainPending(facts: WhyFacts, nodeId: string): Answer {
  const { view, graph, noWorker } = facts
  const hold = holdText(facts)
  if (hold !== undefined) return { answer: hold, reasons: [] }
  const open = incomingOf(facts, nodeId).filter(({ id }) => view.edges[id] === undefined)
  const parents = [...new Set(open.map(({ source }) => source))]
  if (parents.length === 0) return { answer: noWorker ? NO_WORKER : 'The execution has not begun.', reasons: [] }
  const edges = incomingOf(facts, nodeId)
  const join = graph.nodes.get(nodeId)?.settings?.join ?? 'some'
  const rule =
    edges.length === 1
      ? 'It waits for its input.'
      : join === 'any'
        ? 'It waits for the first of its inputs.'
        : `It waits for ${open.length === edges.length ? 'all' : open.length} of its ${edges.length} inputs to be decided.`
  const notes: Reason[] = view.status === 'paused' ? [{ text: PAUSED }] : noWorker ? [{ text: NO_WORKER }] : []
  return { answer: rule, reasons: [...nameSome(facts, parents), ...notes] }
}

/** What these nodes are at; of one that waits itself, what is at work before it. */
function nameSome(facts: WhyFacts, nodeIds: readonly string[]): Reason[] {
  const reasons = nodeIds.slice(0, MOST_NAMED).map((id): Reason => {
    const name = quoteName(facts, id)
    const state = statusText(displayStatus(facts.view, id), facts.view.nodes[id]).toLowerCase()
    const before = state === 'pending' ? findAtWork(facts, id) : undefined
    if (before === undefined) return { nodeId: id, text: `${name} is ${state}.` }
    const work = statusText(displayStatus(facts.view, before), facts.view.nodes[before]).toLowerCase()
    return { nodeId: before, text: `${name} has not begun; before it ${quoteName(facts, before)} is ${work}.` }
  })
  const more = nodeIds.length - MOST_NAMED
  return more > 0 ? [...reasons, { text: `And ${more.toLocaleString('en')} more.` }] : reasons
}

/** The nearest node before this one that has begun and is not done. */
function findAtWork(facts: WhyFacts, nodeId: string): string | undefined {
  const seen = new Set([nodeId])
  const queue = [nodeId]
  for (const id of queue) {
    for (const edge of incomingOf(facts, id)) {
      if (facts.view.edges[edge.id] !== undefined || seen.has(edge.source)) continue
      seen.add(edge.source)
      const status = facts.view.nodes[edge.source]?.status ?? 'pending'
      if (status !== 'pending') return edge.source
      queue.push(edge.source)
    }
  }
  return undefined
}
