import type { ExecutionView } from '@spane/realtime'
import { displayStatus, statusText } from './display-status.ts'

/** More names than this are only counted. */
const MOST_NAMES = 3
const WORTH_SAYING = new Set(['running', 'waiting', 'retrying', 'completed', 'failed'])

/** What changed in a run between two moments, in a sentence to be read aloud; empty when nothing worth saying did. */
export function describeChanges(
  before: ExecutionView,
  after: ExecutionView,
  nameOf: (nodeId: string) => string,
): string {
  const changes = new Map<string, string[]>()
  for (const nodeId of Object.keys(after.nodes)) {
    const status = displayStatus(after, nodeId)
    if (status === displayStatus(before, nodeId) || !WORTH_SAYING.has(status)) continue
    const text = statusText(status, after.nodes[nodeId]).toLowerCase()
    changes.set(text, [...(changes.get(text) ?? []), nameOf(nodeId)])
  }
  const parts = [...changes].map(([text, names]) =>
    names.length > MOST_NAMES ? `${names.length} nodes ${text}` : `${names.join(', ')} ${text}`,
  )
  if (before.status !== after.status) parts.push(`Execution ${after.status}`)
  return parts.length > 0 ? `${parts.join('. ')}.` : ''
}
