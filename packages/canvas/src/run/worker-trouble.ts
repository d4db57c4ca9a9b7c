import type { NodeRunView } from '@spane/realtime'
import { formatDuration } from '@spane/ui'

/** What became of the worker of a node, when that is worth a word. */
export type WorkerTrouble =
  /** The node runs, and its worker gives no sign. */
  | { kind: 'silent'; since: string }
  /** The worker was lost; the node waits for another one. */
  | { kind: 'lost' }
  /** Another start has taken the node over, so long after the last sign of the one before. */
  | { kind: 'taken-over'; afterMs: number }

export function workerTrouble(
  node: NodeRunView | undefined,
  silentSince: string | undefined,
): WorkerTrouble | undefined {
  if (!node) return undefined
  if (node.status === 'running' && silentSince !== undefined) return { kind: 'silent', since: silentSince }
  if (node.lostSince === undefined) return undefined
  if (node.takenOverMs !== undefined) return { kind: 'taken-over', afterMs: node.takenOverMs }
  return node.status === 'ready' ? { kind: 'lost' } : undefined
}

/** In a sentence. */
export function troubleText(trouble: WorkerTrouble | undefined): string | undefined {
  switch (trouble?.kind) {
    case 'silent':
      return 'The worker that runs this node gives no sign. Another one takes over once its lease is over.'
    case 'lost':
      return 'The worker was lost; the next free one takes the node over.'
    case 'taken-over':
      return `Worker lost, taken over in ${formatDuration(trouble.afterMs)}`
    default:
      return undefined
  }
}
