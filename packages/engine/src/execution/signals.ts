import type { Command, Outcome, Refusal } from './command.ts'
import type { ExecutionDraft } from './execution-draft.ts'
import { holdsStart } from './node-run.ts'
import type { WaitState } from './state.ts'
import { isTerminal } from './state.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>
type SignalWait = Extract<WaitState, { kind: 'signal' }>

const OK: Outcome = { ok: true }
const refused = (code: Refusal): Outcome => ({ ok: false, code })

/**
 * Suspends the node until a signal comes or its time runs out (rule 7.3). After a reminder the wait goes on: it keeps its
 * end, and a signal that came meanwhile ends it at once.
 */
export function waitForSignal(draft: ExecutionDraft, command: Of<'waitForSignal'>): Outcome {
  const { nodeId, remindAfterMs } = command
  const node = draft.node(nodeId)
  if (!node || !holdsStart(draft, nodeId, command.token)) return refused('STALE_TOKEN')
  const before = node.resumed && node.wait?.kind === 'signal' && node.wait.reminding ? node.wait : undefined
  const wait: SignalWait = before
    ? { ...before, reminding: undefined }
    : { kind: 'signal', opened: node.starts, until: command.until ?? null, reminders: 0 }
  draft.recordAttempt(nodeId, 'waiting', { logs: command.logs })
  if (wait.payload !== undefined) {
    draft.update(nodeId, { leaseUntil: null })
    handOver(draft, nodeId, wait)
    return OK
  }
  const { until } = wait
  const remindAt = remindAfterMs === undefined ? null : draft.now + remindAfterMs
  const wakeAt = remindAt === null || (until !== null && until <= remindAt) ? until : remindAt
  draft.setStatus(nodeId, 'waiting', { leaseUntil: null, wakeAt, wait })
  draft.emit({
    type: 'node',
    nodeId,
    status: 'waiting',
    reason: 'signal',
    ...(until !== null && { until: new Date(until).toISOString() }),
  })
  if (wakeAt !== null) draft.wakeAt(nodeId, wakeAt)
  return OK
}

/** Hands a signal to the node that waits for it; a second one finds nobody waiting. */
export function signalNode(draft: ExecutionDraft, { nodeId, payload, opened }: Of<'signal'>): Outcome {
  if (isTerminal(draft.execution.status)) return refused('EXECUTION_ENDED')
  const node = draft.node(nodeId)
  if (!node) return refused('NODE_NOT_FOUND')
  const { wait } = node
  if (wait?.kind !== 'signal' || (opened !== undefined && wait.opened !== opened)) return refused('NOT_WAITING')
  if (node.status === 'waiting') {
    handOver(draft, nodeId, { ...wait, payload })
    return OK
  }
  // Somebody is being reminded at this moment: kept until the node asks to wait again.
  const isReminding = wait.reminding && (node.status === 'ready' || node.status === 'running')
  if (!isReminding || wait.payload !== undefined) return refused('NOT_WAITING')
  draft.update(nodeId, { wait: { ...wait, payload } })
  return OK
}

function handOver(draft: ExecutionDraft, nodeId: string, wait: SignalWait): void {
  draft.setStatus(nodeId, 'ready', { resumed: true, readyAt: draft.now, wakeAt: null, wait })
  draft.emit({ type: 'node', nodeId, status: 'ready', reason: 'signalled' })
  draft.dispatch(nodeId)
}
