import type { NodeRunView } from '@spane/realtime'
import type { NodeRunDetail } from '../node-run-detail.ts'

/**
 * What there was of a node at a moment of the past: no input before it had started, no output before it had one, and only
 * the attempts that were over.
 * @param node how the events tell it at that moment
 * @param at ms since the epoch
 */
export function asItStood(detail: NodeRunDetail, node: NodeRunView | undefined, at: number): NodeRunDetail {
  const status = node?.status ?? 'pending'
  const hasSettled = status === 'completed' || status === 'failed'
  return {
    ...detail,
    status,
    attempt: node?.attempt ?? 0,
    input: hasSettled || node?.startedAt !== undefined ? detail.input : null,
    output: hasSettled ? detail.output : null,
    error: status === 'failed' ? detail.error : null,
    attempts: detail.attempts.filter((attempt) => Date.parse(attempt.endedAt) <= at),
  }
}
