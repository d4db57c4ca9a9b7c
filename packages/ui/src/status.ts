/** States as the engine names them; kept here as unions, because this package knows nothing of the engine. */
export type ExecutionStatusName = 'queued' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled'
export type NodeRunStatusName =
  | 'pending'
  | 'ready'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'cancelled'
export type DeadLetterStatusName = 'open' | 'retrying' | 'resolved' | 'discarded' | 'void'

/** Anything that a badge can show; `not-reached` is a node that never started in an execution that ended. */
export type Status = ExecutionStatusName | NodeRunStatusName | DeadLetterStatusName | 'not-reached'

/** The colour pairs of the theme, set by `data-tone`. */
export type Tone =
  | 'pending'
  | 'ready'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'accent'

/** How a state is shown: a word, a colour, and a shape of its own (see `StatusIcon`). */
export const STATUS_LOOKS = {
  queued: { label: 'Queued', tone: 'pending' },
  running: { label: 'Running', tone: 'running' },
  paused: { label: 'Paused', tone: 'waiting' },
  completed: { label: 'Completed', tone: 'completed' },
  failed: { label: 'Failed', tone: 'failed' },
  cancelled: { label: 'Cancelled', tone: 'cancelled' },
  pending: { label: 'Pending', tone: 'pending' },
  ready: { label: 'Ready', tone: 'ready' },
  waiting: { label: 'Waiting', tone: 'waiting' },
  retrying: { label: 'Retrying', tone: 'retrying' },
  skipped: { label: 'Skipped', tone: 'skipped' },
  open: { label: 'Open', tone: 'failed' },
  resolved: { label: 'Resolved', tone: 'completed' },
  discarded: { label: 'Discarded', tone: 'skipped' },
  void: { label: 'Void', tone: 'cancelled' },
  'not-reached': { label: 'Not reached', tone: 'skipped' },
} as const satisfies Record<Status, { label: string; tone: Tone }>
