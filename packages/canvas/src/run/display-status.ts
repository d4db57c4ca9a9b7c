import type { ExecutionView, NodeRunStatus, NodeRunView } from '@spane/realtime'

/** `not-reached`: the execution ended and this node never got its turn. */
export type DisplayStatus = NodeRunStatus | 'not-reached'

const UNSETTLED: ReadonlySet<NodeRunStatus> = new Set(['pending', 'ready', 'waiting', 'retrying'])

/** The state that a node is shown in. In an execution that ended badly nothing looks as if it were in progress (rule 2.4). */
export function displayStatus(view: ExecutionView, nodeId: string): DisplayStatus {
  const status = view.nodes[nodeId]?.status ?? 'pending'
  const endedBadly = view.status === 'failed' || view.status === 'cancelled'
  if (endedBadly && UNSETTLED.has(status)) return 'not-reached'
  // A completed execution has settled every node that it knew; one that the draft got since is none of its business.
  if (view.status === 'completed' && status === 'pending') return 'not-reached'
  return status
}

/** What the state is called on the canvas and read aloud. */
export function statusText(status: DisplayStatus, node: NodeRunView | undefined): string {
  switch (status) {
    case 'not-reached':
      return node && node.attempt > 0 ? 'Halted' : 'Not reached'
    case 'running':
      return runningText(node)
    case 'ready':
      return node?.lostSince !== undefined && node.takenOverMs === undefined
        ? 'Worker lost, waits for another'
        : 'Ready'
    case 'retrying':
      if (node?.limit) return limitText(node.limit)
      return node ? `Retrying, ${attemptText(node)}` : 'Retrying'
    case 'waiting':
      return waitingText(node)
    case 'failed':
      if (node?.givenBy) return 'Failed then, handled'
      return node?.handled ? 'Failed, handled' : 'Failed'
    case 'completed':
      return node?.givenBy ? givenText(node.givenBy) : PLAIN_TEXT.completed
    case 'skipped':
      return skippedText(node)
    default:
      return PLAIN_TEXT[status]
  }
}

/** What a node waits for that may not start yet; it spends no attempt meanwhile. */
export function limitText({ of, name }: NonNullable<NodeRunView['limit']>): string {
  if (name === undefined) return of === 'circuit' ? 'Circuit open' : 'Rate limited'
  return of === 'circuit' ? `Circuit open for ${name}` : `Rate limit of ${name}`
}

function runningText(node: NodeRunView | undefined): string {
  const attempt = node && node.attempt > 1 ? `, ${attemptText(node)}` : ''
  return `Running${attempt}${node?.takenOverMs === undefined ? '' : ', taken over from a lost worker'}`
}

/** What stands for a result that is not the node's own in this run. */
function givenText(givenBy: string): string {
  return givenBy === 'pinned' ? 'Pinned data' : 'Reused'
}

function skippedText(node: NodeRunView | undefined): string {
  if (node?.givenBy) return 'Skipped then, too'
  if (node?.skippedBecause === 'beyond') return 'Beyond this run'
  return node?.skippedBecause === 'not-needed' ? 'Not needed' : PLAIN_TEXT.skipped
}

const PLAIN_TEXT = {
  pending: 'Pending',
  completed: 'Completed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
} as const

/** `attempt 2 of 3`, or `attempt 2` when it is not known how many there are. */
export function attemptText({ attempt, maxAttempts }: Pick<NodeRunView, 'attempt' | 'maxAttempts'>): string {
  return maxAttempts && attempt <= maxAttempts ? `attempt ${attempt} of ${maxAttempts}` : `attempt ${attempt}`
}

function waitingText(node: NodeRunView | undefined): string {
  if (node?.waitsForSignal) return 'Waiting for a signal'
  const progress = childrenText(node)
  return progress === undefined ? 'Waiting' : `Waiting, ${progress}`
}

/** `340 of 1,000`, and how many of them failed; undefined for a node that does not work through items. */
export function childrenText(node: Pick<NodeRunView, 'children'> | undefined): string | undefined {
  if (!node?.children || node.children.total <= 1) return undefined
  const { total, ended, failed } = node.children
  const progress = `${ended.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return failed > 0 ? `${progress}, ${failed.toLocaleString('en')} failed` : progress
}
