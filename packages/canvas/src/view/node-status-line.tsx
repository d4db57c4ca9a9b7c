'use client'

import type { NodeRunView } from '@spane/realtime'
import { Countdown, cn, Duration, formatDuration, StatusIcon } from '@spane/ui'
import { Unplug } from 'lucide-react'
import type { ReactElement } from 'react'
import { STATUS_HEIGHT } from '../edit/node-geometry.ts'
import { attemptText, childrenText, type DisplayStatus, limitText, statusText } from '../run/display-status.ts'
import { troubleText, type WorkerTrouble, workerTrouble } from '../run/worker-trouble.ts'
import { useEditor } from '../store/editor-context.ts'

interface NodeStatusLineProps {
  nodeId: string
  status: DisplayStatus
  /** Follows the round side of a trigger. */
  isRounded: boolean
  /** Nothing was executed: its input went on as its output. */
  isDisabled: boolean
}

/** The state of a node in the run: shape, word, attempt, and a time that counts by itself. */
export function NodeStatusLine({ nodeId, status, isRounded, isDisabled }: NodeStatusLineProps): ReactElement {
  const node = useEditor((state) => state.run?.view.nodes[nodeId])
  const trouble = workerTrouble(
    node,
    useEditor((state) => state.run?.silentNodes?.[nodeId]),
  )
  const limit = status === 'retrying' ? node?.limit : undefined
  const error = !limit && (status === 'failed' || status === 'retrying') ? node?.error : undefined
  return (
    <div
      data-worker={trouble?.kind}
      data-tone={trouble?.kind === 'silent' || trouble?.kind === 'lost' ? 'retrying' : undefined}
      className={cn(
        'small-print flex items-center gap-1.5 rounded-b-[7px] border-tone/20 border-t bg-tone-soft px-2.5 font-medium text-tone text-xs tabular-nums',
        isRounded && 'rounded-bl-[23px] pl-4',
      )}
      style={{ height: STATUS_HEIGHT }}
      title={error ? `${error.code}: ${error.message}` : (limitTitle(limit, node?.until) ?? troubleText(trouble))}
    >
      {trouble?.kind === 'silent' || trouble?.kind === 'lost' ? (
        <Unplug aria-hidden="true" className="size-3.5 shrink-0" />
      ) : (
        <StatusIcon status={status} className="size-3.5" />
      )}
      <span className="truncate">
        {error && status === 'failed'
          ? error.message
          : isDisabled && status === 'completed'
            ? 'Passed its input on'
            : (shortTrouble(trouble, status) ?? shortText(status, node))}
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-1 whitespace-nowrap pl-1 font-normal">
        {trouble?.kind === 'taken-over' && status !== 'running' && (
          <Unplug role="img" aria-label={troubleText(trouble)} className="size-3" />
        )}
        {trouble?.kind === 'silent' ? (
          <Duration since={trouble.since} />
        ) : (
          trouble?.kind !== 'lost' && <StatusTime status={status} node={node} />
        )}
      </span>
    </div>
  )
}

/** What stands on the card in place of the state. */
function shortTrouble(trouble: WorkerTrouble | undefined, status: DisplayStatus): string | undefined {
  if (trouble?.kind === 'silent') return 'Worker not responding'
  if (trouble?.kind === 'lost') return 'Worker lost'
  return trouble && status === 'running' ? `Taken over in ${formatDuration(trouble.afterMs)}` : undefined
}

function shortText(status: DisplayStatus, node: NodeRunView | undefined): string {
  if (!node) return statusText(status, node)
  if (status === 'running' && node.attempt > 1) return capital(attemptText(node))
  // The name of a rate limit is the node's own most of the time; all of it stands in the tooltip.
  if (status === 'retrying' && node.limit?.of === 'rate-limit') return 'Rate limit'
  if (status === 'retrying' && node.limit) return limitText(node.limit)
  if (status === 'retrying') return capital(attemptText(node))
  // Short enough to stand beside the time that is left.
  if (status === 'waiting' && node.waitsForSignal) return 'Needs a signal'
  if (status === 'waiting') return childrenText(node) ?? statusText(status, node)
  return statusText(status, node)
}

function StatusTime({ status, node }: { status: DisplayStatus; node: NodeRunView | undefined }): ReactElement | null {
  if (!node) return null
  if (status === 'running') return <Duration since={node.startedAt} />
  if ((status === 'retrying' || status === 'waiting') && node.until) {
    return (
      <>
        in <Countdown to={node.until} />
      </>
    )
  }
  if (status === 'failed' && node.attempt > 1) return <>{node.attempt} attempts</>
  if (status === 'completed' || status === 'failed')
    return node.durationMs === undefined ? null : <Duration ms={node.durationMs} />
  return null
}

function limitTitle(limit: NodeRunView['limit'], until: string | undefined): string | undefined {
  if (!limit) return undefined
  return until === undefined ? limitText(limit) : `${limitText(limit)}, next at ${new Date(until).toLocaleTimeString()}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
