import type { ExecutionView } from '@spane/realtime'
import { type DisplayStatus, displayStatus } from './display-status.ts'

/** What needs a person most comes first. */
const ORDER: readonly DisplayStatus[] = [
  'failed',
  'retrying',
  'waiting',
  'running',
  'ready',
  'pending',
  'cancelled',
  'not-reached',
  'completed',
  'skipped',
]

export interface GroupStatus {
  /** The state that the whole group is shown in. */
  status: DisplayStatus
  /** How many of its nodes completed. */
  completed: number
}

/** The state of a folded group: that of the node that most needs looking at. */
export function groupStatus(view: ExecutionView, nodeIds: readonly string[]): GroupStatus {
  const statuses = nodeIds.map((id) => displayStatus(view, id))
  const status = ORDER.find((candidate) => statuses.includes(candidate)) ?? 'pending'
  // Some are done and some are not begun: it is at work, whichever of its nodes is next.
  const completed = statuses.filter((candidate) => candidate === 'completed').length
  return { status: status === 'pending' && completed > 0 ? 'running' : status, completed }
}
