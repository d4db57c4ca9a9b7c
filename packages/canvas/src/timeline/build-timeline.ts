import type { ExecutionEvent, NodeRunStatus } from '@spane/realtime'

/** What a node did in a stretch of time. */
export type SegmentKind =
  /** Ready, waits for a worker. */
  | 'queue'
  | 'run'
  /** A backoff, or the word of a node that asked to be tried later. */
  | 'retry'
  /** A rate limit or an open circuit. */
  | 'limit'
  /** A delay or a signal. */
  | 'wait'
  /** Child executions, however many: one bar. */
  | 'children'

export interface Segment {
  kind: SegmentKind
  /** In ms since the epoch. */
  from: number
  /** Absent while it goes on. */
  to?: number
  attempt: number
  /** How a run ended: not every attempt ends well. */
  outcome?: 'completed' | 'failed' | 'waiting' | 'lost' | 'cancelled'
}

export interface TimelineRow {
  nodeId: string
  segments: Segment[]
  /** The state that the last event left it in. */
  status: NodeRunStatus
  /** When it was first ready, skipped or given its result. */
  from: number
  /** When it settled; absent until it has. */
  to?: number
  /** It did not run: its result is pinned data or another execution's. */
  given?: boolean
}

export interface Timeline {
  /** By the time of their first event. Nodes of which nothing was heard have none. */
  rows: TimelineRow[]
  /** When the execution began, and when it ended: a retry may have it go on. */
  from: number
  to?: number
}

const SETTLED: ReadonlySet<NodeRunStatus> = new Set(['completed', 'failed', 'skipped', 'cancelled'])
const ENDED = new Set(['completed', 'failed', 'cancelled'])

/** The course of an execution as bars, from its events. Pure: the same events make the same bars. */
export function buildTimeline(events: readonly ExecutionEvent[]): Timeline {
  const rows = new Map<string, TimelineRow>()
  const first = events[0]
  const timeline: Timeline = { rows: [], from: first ? Date.parse(first.at) : 0 }
  for (const event of events) {
    const at = Date.parse(event.at)
    if (event.type === 'execution') {
      timeline.to = ENDED.has(event.status) ? at : undefined
      // What was halted or cancelled goes on no more: nothing may look as if it still were at work (rule 2.4).
      if (ENDED.has(event.status)) for (const row of rows.values()) closeSegment(row, at, 'cancelled')
      continue
    }
    const row = rows.get(event.nodeId) ?? { nodeId: event.nodeId, segments: [], status: event.status, from: at }
    rows.set(event.nodeId, row)
    advance(row, event, at)
  }
  timeline.rows = [...rows.values()]
  return timeline
}

function advance(row: TimelineRow, event: ExecutionEvent & { type: 'node' }, at: number): void {
  const kind = kindOf(event)
  const open = row.segments.at(-1)
  row.status = event.status
  row.given = event.givenBy !== undefined || undefined
  row.to = SETTLED.has(event.status) ? at : undefined
  // Progress of children is no bar of its own.
  if (kind !== undefined && open !== undefined && open.to === undefined && open.kind === kind && kind !== 'run') return
  closeSegment(row, at, outcomeOf(event))
  if (kind !== undefined) row.segments.push({ kind, from: at, attempt: event.attempt ?? open?.attempt ?? 1 })
}

function closeSegment(row: TimelineRow, at: number, outcome: Segment['outcome']): void {
  const open = row.segments.at(-1)
  if (!open || open.to !== undefined) return
  open.to = at
  if (open.kind === 'run') open.outcome = outcome
}

function kindOf(event: ExecutionEvent & { type: 'node' }): SegmentKind | undefined {
  switch (event.status) {
    case 'ready':
      return 'queue'
    case 'running':
      return 'run'
    case 'retrying':
      return event.reason === 'rate-limited' || event.reason === 'circuit-open' ? 'limit' : 'retry'
    case 'waiting':
      return event.children ? 'children' : 'wait'
    default:
      return undefined
  }
}

function outcomeOf({ status, reason }: ExecutionEvent & { type: 'node' }): Segment['outcome'] {
  if (status === 'completed' || status === 'failed' || status === 'cancelled' || status === 'waiting') return status
  if (status === 'retrying') return 'failed'
  return reason === 'lost' || reason === 'released' ? 'lost' : undefined
}
