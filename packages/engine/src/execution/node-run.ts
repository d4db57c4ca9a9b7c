import { ERROR_PORT, MAIN_PORT } from '@spane/workflow'
import type { Claim, Command, Outcome, Refusal } from './command.ts'
import { MAX_LOST_STARTS, MAX_RATE_LIMITED_MS } from './command.ts'
import { leaveDeadLetter, resolveDeadLetter } from './dead-letter.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { hasChildren } from './has-children.ts'
import { limitReason, waitsForCircuit, withoutSlot } from './limit-slot.ts'
import { backoffDelay, maxAttemptsOf, nodePolicy } from './node-policy.ts'
import { decideEdges, decideJoins } from './settle-edges.ts'
import type { AttemptOutcome, NodeRunRow, RecordedError } from './state.ts'
import { isTerminal } from './state.ts'
import { wakeFromSignal } from './wake-from-signal.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

const OK: Outcome = { ok: true }
const refused = (code: Refusal): Outcome => ({ ok: false, code })

/** The result or renewal of a start counts only while that start is the current one (rule 5.1). */
export function holdsStart(draft: ExecutionDraft, nodeId: string, token: number): boolean {
  const node = draft.node(nodeId)
  return node?.status === 'running' && node.starts === token
}

/** Starts a ready node under a new token. */
export function claimNode(draft: ExecutionDraft, command: Of<'claim'>): Outcome {
  const { execution, graph } = draft
  if (isTerminal(execution.status)) return refused('EXECUTION_ENDED')
  if (execution.status === 'paused') return refused('EXECUTION_PAUSED')
  if (execution.halted) return refused('EXECUTION_HALTED')
  if (execution.held) return refused('EXECUTION_HELD')
  const node = draft.node(command.nodeId)
  if (!node) return refused('NODE_NOT_FOUND')
  if (node.status !== 'ready') return refused('NODE_NOT_READY')
  const limit = graph.workflow.settings?.maxConcurrency
  if (limit !== undefined && execution.runningCount >= limit) return refused('CONCURRENCY_LIMIT')
  if (execution.status === 'queued') {
    execution.status = 'running'
    execution.startedAt = draft.now
    draft.emit({ type: 'execution', status: 'running', reason: 'claimed' })
  }
  draft.withdrawDispatch(command.nodeId)
  draft.setStatus(command.nodeId, 'running', {
    starts: node.starts + 1,
    workerId: command.workerId,
    leaseUntil: draft.now + command.leaseMs,
    startedAt: draft.now,
    wakeAt: null,
  })
  draft.emit({
    type: 'node',
    nodeId: command.nodeId,
    status: 'running',
    attempt: node.attempt,
    maxAttempts: maxAttemptsOf(graph, command.nodeId, command.defaults),
    workerId: command.workerId,
  })
  return { ok: true, claimed: { execution: { ...execution }, node: { ...(draft.node(command.nodeId) as NodeRunRow) } } }
}

export function completeNode(draft: ExecutionDraft, command: Of<'complete'>): Outcome {
  const { nodeId } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  const node = draft.node(nodeId)
  // The node run itself says all that an attempt would.
  draft.recordLogs(nodeId, command.logs)
  draft.setStatus(nodeId, 'completed', {
    endedAt: draft.now,
    leaseUntil: null,
    output: command.output,
    ports: command.ports,
    outputPerPort: command.outputPerPort,
    delivered: chosenEdges(draft, command),
    error: null,
  })
  if (node?.deadLetterId) resolveDeadLetter(draft, nodeId)
  const decision = decideEdges(draft, nodeId, new Set(command.delivered))
  draft.emit({
    type: 'node',
    nodeId,
    status: 'completed',
    attempt: node?.attempt,
    durationMs: draft.now - (node?.startedAt ?? draft.now),
    ...(command.items && { items: command.items }),
    ...decision,
  })
  decideJoins(draft, decision)
  return command.claimNext ? claimReadied(draft, command.claimNext) : OK
}

/** The edges that carry the output, unless they are simply those of the ports that emitted. */
function chosenEdges({ graph }: ExecutionDraft, { nodeId, ports, delivered }: Of<'complete'>): string[] | null {
  const outgoing = graph.outgoing.get(nodeId) ?? []
  return outgoing.every((edge) => ports.includes(edge.sourcePort) === delivered.includes(edge.id)) ? null : delivered
}

/** Starts the first node that this command made ready and that may start now; the others stay on their way to the queue. */
function claimReadied(draft: ExecutionDraft, { orElse, ...claim }: Claim & { orElse?: string }): Outcome {
  const readied = draft.takeReadied()
  for (const nodeId of orElse === undefined ? readied : [...readied, orElse]) {
    const outcome = claimNode(draft, { type: 'claim', nodeId, ...claim })
    if (outcome.ok) return outcome
  }
  return OK
}

export function failNode(draft: ExecutionDraft, command: Of<'fail'>): Outcome {
  const { nodeId } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  return failStart(draft, command, command.outcome)
}

/** Ends the current start with a failure: the next attempt, or the node has failed for good. */
function failStart(
  draft: ExecutionDraft,
  failure: Pick<
    Of<'fail'>,
    'nodeId' | 'error' | 'unrecoverable' | 'retryAfter' | 'jitter' | 'deadLetterId' | 'logs' | 'defaults' | 'ofChild'
  >,
  outcome: AttemptOutcome,
): Outcome {
  const { nodeId, error } = failure
  const node = draft.node(nodeId)
  if (!node) return refused('NODE_NOT_FOUND')
  const { maxAttempts, backoff } = nodePolicy(draft.graph, nodeId, failure.defaults)
  draft.recordAttempt(nodeId, outcome, { error: JSON.stringify(error), logs: failure.logs })
  const limitedSince = failure.retryAfter === undefined ? null : (node.limitedSince ?? draft.now)
  if (limitedSince !== null && draft.now - limitedSince < MAX_RATE_LIMITED_MS) {
    retryLater(draft, {
      nodeId,
      error,
      maxAttempts,
      attempt: node.attempt,
      delay: failure.retryAfter ?? 0,
      limitedSince,
    })
    return OK
  }
  if (!failure.unrecoverable && node.attempt < maxAttempts) {
    const delay = backoffDelay(backoff, node.attempt, failure.jitter)
    retryLater(draft, { nodeId, error, maxAttempts, attempt: node.attempt + 1, delay, limitedSince: null })
    return OK
  }
  failForGood(draft, nodeId, error, failure.ofChild ? undefined : failure.deadLetterId)
  return OK
}

function retryLater(
  draft: ExecutionDraft,
  retry: {
    nodeId: string
    error: RecordedError
    attempt: number
    maxAttempts: number
    delay: number
    limitedSince: number | null
  },
): void {
  const wakeAt = draft.now + Math.max(0, Math.ceil(retry.delay))
  const node = draft.node(retry.nodeId)
  draft.setStatus(retry.nodeId, 'retrying', {
    attempt: retry.attempt,
    wakeAt,
    leaseUntil: null,
    limitedSince: retry.limitedSince,
    resumed: node !== undefined && hasChildren(node),
    wait: withoutSlot(node?.wait ?? null),
    error: JSON.stringify(retry.error),
  })
  draft.emit({
    type: 'node',
    nodeId: retry.nodeId,
    status: 'retrying',
    attempt: retry.attempt,
    maxAttempts: retry.maxAttempts,
    until: new Date(wakeAt).toISOString(),
    error: { code: retry.error.code, message: retry.error.message },
    ...(retry.limitedSince === null ? {} : { reason: 'rate-limited' }),
  })
  draft.wakeAt(retry.nodeId, wakeAt)
}

/**
 * The start may not go on: a rate limit keeps a later time for it, or a circuit is open. The node waits without a worker
 * slot and spends no attempt; for a circuit 24 h at most.
 */
export function limitNode(draft: ExecutionDraft, command: Of<'limit'>): Outcome {
  const { nodeId, of, name, limits } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  const node = draft.node(nodeId)
  const since = node?.limitedSince ?? draft.now
  if (of === 'circuit' && draft.now - since >= MAX_RATE_LIMITED_MS) {
    const error = { code: 'CIRCUIT_OPEN', message: `The circuit for ${name} has been open for 24 hours` }
    const { deadLetterId } = command
    return failStart(draft, { nodeId, error, unrecoverable: true, jitter: 0, deadLetterId }, 'failed')
  }
  const slotAt = draft.now + Math.max(0, Math.ceil(command.delay))
  draft.recordAttempt(nodeId, 'waiting')
  draft.setStatus(nodeId, 'retrying', {
    wakeAt: slotAt,
    leaseUntil: null,
    resumed: false,
    wait: { kind: 'limit', of, name, slotAt, limits },
    ...(of === 'circuit' && { limitedSince: since }),
  })
  draft.emit({
    type: 'node',
    nodeId,
    status: 'retrying',
    reason: limitReason(of),
    attempt: node?.attempt,
    until: new Date(slotAt).toISOString(),
    limitedBy: name,
  })
  draft.wakeAt(nodeId, slotAt)
  return OK
}

/** Rules 3.2, 3.6 and 6.1. */
function failForGood(
  draft: ExecutionDraft,
  nodeId: string,
  error: RecordedError,
  newLetterId: string | undefined,
): void {
  const { onError } = nodePolicy(draft.graph, nodeId)
  const handled = onError !== 'stop'
  const node = draft.node(nodeId)
  const deadLetterId =
    handled || newLetterId === undefined ? undefined : leaveDeadLetter(draft, nodeId, newLetterId, error)
  draft.setStatus(nodeId, 'failed', {
    endedAt: draft.now,
    leaseUntil: null,
    handled,
    error: JSON.stringify(error),
    ...(deadLetterId === undefined ? {} : { deadLetterId }),
    // What the children of a handled failure get as input.
    ...(handled
      ? { output: JSON.stringify({ error: { code: error.code, message: error.message, details: error.details } }) }
      : {}),
  })
  const port = onError === 'continue' ? MAIN_PORT : ERROR_PORT
  if (handled) draft.update(nodeId, { ports: [port] })
  const outgoing = handled ? (draft.graph.outgoing.get(nodeId) ?? []) : []
  const carrying = new Set(outgoing.filter((edge) => edge.sourcePort === port).map((edge) => edge.id))
  const decision = handled ? decideEdges(draft, nodeId, carrying) : { delivered: [], dead: [] }
  draft.emit({
    type: 'node',
    nodeId,
    status: 'failed',
    attempt: node?.attempt,
    durationMs: draft.now - (node?.startedAt ?? draft.now),
    error: { code: error.code, message: error.message },
    handled,
    deadLetterId,
    ...decision,
  })
  if (handled) {
    decideJoins(draft, decision)
    return
  }
  draft.execution.unhandledFailures += 1
  if (!draft.execution.halted) {
    draft.execution.halted = true
    if (draft.execution.runningCount > 0) {
      draft.emit({ type: 'execution', status: draft.execution.status, reason: 'halted' })
    }
  }
}

/** Suspends the node without a worker slot until a time (rules 2.2 and 7.3). */
export function suspendNode(draft: ExecutionDraft, command: Of<'wait'>): Outcome {
  const { nodeId, until } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  draft.recordAttempt(nodeId, 'waiting', { logs: command.logs })
  draft.setStatus(nodeId, 'waiting', { wakeAt: until, leaseUntil: null })
  draft.emit({
    type: 'node',
    nodeId,
    status: 'waiting',
    attempt: draft.node(nodeId)?.attempt,
    until: new Date(until).toISOString(),
  })
  draft.wakeAt(nodeId, until)
  return OK
}

/** A backoff or delay is over: the node is ready; a paused execution starts it when it is resumed (rule 7.1). */
export function wakeNode(draft: ExecutionDraft, { nodeId, closedCircuit }: Of<'wake'>): Outcome {
  const { execution } = draft
  if (isTerminal(execution.status)) return refused('EXECUTION_ENDED')
  // Frozen: the thaw sets the timer again.
  if (execution.halted) return refused('EXECUTION_HALTED')
  const node = draft.node(nodeId)
  if (!node) return refused('NODE_NOT_FOUND')
  if (node.status !== 'waiting' && node.status !== 'retrying') return refused('NODE_NOT_READY')
  if (node.status === 'waiting' && node.wait?.kind === 'children') return refused('NODE_NOT_READY')
  const isFree = closedCircuit !== undefined && waitsForCircuit(node.wait, closedCircuit)
  if (!isFree && node.wakeAt !== null && node.wakeAt > draft.now) return refused('NOT_DUE')
  const resumed = node.status === 'waiting' || hasChildren(node)
  const wait: NodeRunRow['wait'] = node.wait?.kind === 'signal' ? wakeFromSignal(node.wait, draft.now) : node.wait
  const reason = wait?.kind === 'signal' && wait.reminding ? 'reminder' : 'woken'
  draft.setStatus(nodeId, 'ready', { resumed, readyAt: draft.now, wakeAt: null, wait })
  draft.emit({ type: 'node', nodeId, status: 'ready', reason, attempt: node.attempt })
  draft.dispatch(nodeId)
  return OK
}

/** Rule 9.6: a worker that shuts down hands the start back at once; it spends neither an attempt nor a lost start. */
export function releaseNode(draft: ExecutionDraft, command: Of<'release'>): Outcome {
  const { nodeId } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  draft.recordAttempt(nodeId, 'released', { logs: command.logs })
  backToReady(draft, nodeId, 'released')
  return OK
}

/** Rules 5.4 and 9.1: the worker is lost; another start takes over, up to a limit. */
export function expireNode(draft: ExecutionDraft, command: Of<'expire'>): Outcome {
  const { nodeId } = command
  if (!holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  const node = draft.node(nodeId)
  if (!node || (node.leaseUntil !== null && node.leaseUntil > draft.now)) return refused('LEASE_NOT_EXPIRED')
  const lostStarts = node.lostStarts + 1
  draft.update(nodeId, { lostStarts })
  if (lostStarts < MAX_LOST_STARTS) {
    draft.recordAttempt(nodeId, 'lost')
    const lastSign = (node.leaseUntil ?? draft.now) - (command.leaseMs ?? 0)
    backToReady(draft, nodeId, 'lost', Math.max(0, draft.now - Math.max(lastSign, node.startedAt ?? 0)))
    return OK
  }
  const error = {
    code: 'WORKER_LOST',
    message: `The worker was lost ${lostStarts} times while it ran this node`,
  }
  return failStart(draft, { nodeId, error, unrecoverable: true, jitter: 0, deadLetterId: command.deadLetterId }, 'lost')
}

function backToReady(draft: ExecutionDraft, nodeId: string, reason: 'lost' | 'released', silentMs?: number): void {
  const wait = withoutSlot(draft.node(nodeId)?.wait ?? null)
  draft.setStatus(nodeId, 'ready', { readyAt: draft.now, leaseUntil: null, workerId: null, wait })
  draft.emit({ type: 'node', nodeId, status: 'ready', reason, attempt: draft.node(nodeId)?.attempt, silentMs })
  draft.dispatch(nodeId)
}

/**
 * With a concurrency limit a claim may have been refused and its job is gone: whenever a slot is free, queue what is
 * ready. A duplicate wake-up changes nothing.
 */
export function queueWaitingForSlot(draft: ExecutionDraft, command: Command): void {
  const limit = draft.graph.workflow.settings?.maxConcurrency
  const freed = ['complete', 'fail', 'limit', 'wait', 'release', 'expire', 'waitForChildren', 'waitForSignal'].includes(
    command.type,
  )
  if (limit === undefined || !freed || !draft.dispatchable) return
  let free = limit - draft.execution.runningCount
  for (const node of draft.openNodes()) {
    if (free <= 0) return
    if (node.status !== 'ready') continue
    draft.dispatch(node.nodeId)
    free -= 1
  }
}
