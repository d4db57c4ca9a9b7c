import type { CancelReason } from '@spane/api'
import type { ExecutionView } from '@spane/realtime'

/** Why an execution that was begun does not go on yet. */
export function describeHold(key: string): string {
  return key === ''
    ? 'Waiting for another execution of this workflow'
    : `Waiting for another execution of key ${shorten(key)}`
}

/** Why an execution was cancelled; undefined when somebody asked for it, which the state says already. */
export function describeCancel(reason: CancelReason | string | null | undefined): string | undefined {
  switch (reason) {
    case 'timeout':
      return 'Cancelled: it took longer than the workflow’s timeout'
    case 'superseded':
      return 'Cancelled: a newer execution of its key took its place'
    case 'skipped':
      return 'Skipped: another execution of its key was running'
    default:
      return undefined
  }
}

/** The same in a few words, for a list. */
export function shortHold(key: string): string {
  return key === '' ? 'waits for another' : `waits for key ${shorten(key)}`
}

export function shortCancel(reason: CancelReason | null): string | undefined {
  if (reason === 'timeout') return 'took too long'
  if (reason === 'superseded') return 'replaced by a newer one'
  return reason === 'skipped' ? 'skipped, another one ran' : undefined
}

/** What stands on the canvas about an execution that waits for its turn, or was cancelled by a rule. */
export function flowNotice({
  heldKey,
  cancelReason,
}: Pick<ExecutionView, 'heldKey' | 'cancelReason'>): string | undefined {
  return heldKey === undefined ? describeCancel(cancelReason) : `${describeHold(heldKey)}.`
}

function shorten(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key
}
