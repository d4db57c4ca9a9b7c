import type { ExecutionView } from '@spane/realtime'

/** The node that shows what a run came to: the one that failed, else the one that completed last. Undefined while it runs. */
export function findResultNode(view: ExecutionView): string | undefined {
  if (view.status !== 'completed' && view.status !== 'failed') return undefined
  let last: { id: string; endedAt: string } | undefined
  for (const [id, { status, endedAt = '' }] of Object.entries(view.nodes)) {
    if (status === 'failed' && view.status === 'failed') return id
    if (status === 'completed' && (!last || endedAt >= last.endedAt)) last = { id, endedAt }
  }
  return last?.id
}
