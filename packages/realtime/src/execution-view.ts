import type { ErrorSummary, ExecutionEvent, ExecutionStatus, NodeRunStatus } from './event.ts'
import type { ExecutionOrigin } from './origin.ts'

export interface NodeRunView {
  status: NodeRunStatus
  /** The attempt that runs or ran; of a `retrying` or `ready` node the one that comes next. */
  attempt: number
  maxAttempts?: number
  workerId?: string
  startedAt?: string
  endedAt?: string
  durationMs?: number
  until?: string
  /** It waits for a rate limit or an open circuit, which has this name. */
  limit?: { of: 'rate-limit' | 'circuit'; name?: string }
  error?: ErrorSummary
  handled?: boolean
  deadLetterId?: string
  /** How far its child executions are. */
  children?: { total: number; ended: number; failed: number }
  /** How long the lists are that it emitted, by port. */
  items?: Readonly<Record<string, number>>
  /** It waits for somebody to send a signal. */
  waitsForSignal?: boolean
  /** It did not run: its result is pinned data (`pinned`), or that of the execution with this id (rule 8.3). */
  givenBy?: string
  /** Why it was skipped, unless it is a branch that was not taken: `unreachable`, `beyond`, `not-needed`. */
  skippedBecause?: string
  /** How often a worker was lost while it ran this node. */
  lostStarts: number
  /** The last sign of the worker that was lost last. */
  lostSince?: string
  /** How long after that sign another start took the node over; absent until one has. */
  takenOverMs?: number
}

/** An execution as it stood after event `seq` (rule 10.2). Nodes that are absent are `pending`. */
export interface ExecutionView {
  status: ExecutionStatus
  seq: number
  startedAt?: string
  endedAt?: string
  /** What set it off; absent for children, and where nobody said. */
  origin?: ExecutionOrigin
  /** It waits until others under this concurrency key have ended; empty for one key of the whole workflow. */
  heldKey?: string
  /** A node failed for good: what runs comes to its end, and nothing else starts (rule 3.6). */
  halted?: true
  /** Why it was cancelled: `cancelled`, `timeout`, `superseded`, `skipped`. */
  cancelReason?: string
  nodes: Record<string, NodeRunView>
  edges: Record<string, 'delivered' | 'dead'>
}

export function emptyExecutionView(): ExecutionView {
  return { status: 'queued', seq: 0, nodes: Object.create(null), edges: Object.create(null) }
}

const TERMINAL: ReadonlySet<ExecutionStatus> = new Set(['completed', 'failed', 'cancelled'])

/** Whether nothing happens any more, unless somebody retries (rule 2.1). */
export function isTerminalStatus(status: ExecutionStatus): boolean {
  return TERMINAL.has(status)
}

/**
 * Folds events into a view and returns a new one; nodes that did not change keep their identity, so
 * that a canvas redraws only what changed. Events at or below `view.seq` are ignored.
 * @throws Error when an event is missing in between: the caller must read from `view.seq` again.
 */
export function applyEvents(view: ExecutionView, events: readonly ExecutionEvent[]): ExecutionView {
  const fresh = events.filter((event) => event.seq > view.seq)
  if (fresh.length === 0) return view
  const next: ExecutionView = {
    ...view,
    nodes: Object.assign(Object.create(null), view.nodes),
    edges: Object.assign(Object.create(null), view.edges),
  }
  for (const event of fresh) {
    if (event.seq !== next.seq + 1) throw new Error(`Event ${next.seq + 1} is missing before ${event.seq}`)
    next.seq = event.seq
    if (event.type === 'execution') applyExecutionEvent(next, event)
    else applyNodeEvent(next, event)
  }
  return next
}

function applyExecutionEvent(view: ExecutionView, event: ExecutionEvent & { type: 'execution' }): void {
  view.status = event.status
  if (event.seq === 1) {
    view.startedAt = event.at
    view.origin = event.origin
  }
  view.endedAt = isTerminalStatus(event.status) ? event.at : undefined
  if (event.heldKey !== undefined) view.heldKey = event.heldKey
  else if (event.reason === 'admitted' || isTerminalStatus(event.status)) view.heldKey = undefined
  if (event.reason === 'halted') view.halted = true
  else if (event.reason === 'retried' || isTerminalStatus(event.status)) view.halted = undefined
  view.cancelReason = event.status === 'cancelled' ? event.reason : undefined
}

function limitOf({ reason, limitedBy: name }: ExecutionEvent & { type: 'node' }): NodeRunView['limit'] {
  if (reason !== 'rate-limited' && reason !== 'circuit-open') return undefined
  return { of: reason === 'circuit-open' ? 'circuit' : 'rate-limit', ...(name !== undefined && { name }) }
}

function applyNodeEvent(view: ExecutionView, event: ExecutionEvent & { type: 'node' }): void {
  const before = view.nodes[event.nodeId]
  const running = event.status === 'running'
  const isLost = event.reason === 'lost'
  const lostSince = isLost ? timeBefore(event.at, event.silentMs) : before?.lostSince
  const settled =
    event.status === 'completed' ||
    event.status === 'failed' ||
    event.status === 'skipped' ||
    event.status === 'cancelled'
  view.nodes[event.nodeId] = {
    status: event.status,
    attempt: event.attempt ?? before?.attempt ?? 0,
    maxAttempts: event.maxAttempts ?? before?.maxAttempts,
    workerId: running ? event.workerId : undefined,
    startedAt: running ? event.at : before?.startedAt,
    endedAt: settled ? event.at : undefined,
    durationMs: event.durationMs ?? (settled ? before?.durationMs : undefined),
    until: event.until,
    limit: limitOf(event),
    // The last error stays in sight while the node is tried again.
    error: event.error ?? (event.status === 'completed' || event.reason === 'retried' ? undefined : before?.error),
    handled: event.handled,
    deadLetterId: event.deadLetterId ?? before?.deadLetterId,
    children: event.children ?? before?.children,
    items: event.items,
    waitsForSignal: event.status === 'waiting' && event.reason === 'signal' ? true : undefined,
    givenBy: event.givenBy,
    skippedBecause: event.status === 'skipped' && !event.givenBy ? event.reason : undefined,
    lostStarts: (before?.lostStarts ?? 0) + (isLost ? 1 : 0),
    lostSince,
    takenOverMs: isLost
      ? undefined
      : (before?.takenOverMs ?? (running && lostSince ? Date.parse(event.at) - Date.parse(lostSince) : undefined)),
  }
  for (const edgeId of event.delivered ?? []) view.edges[edgeId] = 'delivered'
  for (const edgeId of event.dead ?? []) view.edges[edgeId] = 'dead'
}

function timeBefore(at: string, ms: number | undefined): string {
  return ms === undefined ? at : new Date(Date.parse(at) - ms).toISOString()
}
