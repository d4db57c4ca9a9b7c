'use client'

import type { ExecutionDetail } from '@spane/api'
import type { RunOverlay } from '@spane/canvas'
import { isTerminalStatus } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import { useMemo } from 'react'
import { flowNotice } from '../../flow/describe-flow.ts'
import { useSilentNodes } from '../../live/use-silent-nodes.ts'
import { describeOrigin, sourceOf } from '../../origin/describe-origin.ts'
import { useNoWorker } from '../../system/use-system-status.ts'
import type { TimeTravel } from '../../timeline/use-time-travel.tsx'
import { useDifference } from '../../versions/use-difference.ts'
import type { Run } from './use-run.ts'

/** What the canvas shows of a run, at the moment that is looked at, and how the draft differs from what it ran. */
export function useRunOverlay(options: {
  run: Run
  travel: Pick<TimeTravel, 'view' | 'at'>
  draft: Workflow
  openHistory: (comparison: { shown: 'draft'; base: number | null }) => void
}): RunOverlay | null {
  const { run, travel, draft, openHistory } = options
  const { view, at } = travel
  const { detail, view: live } = run.live
  const noWorker = useNoWorker()
  const silentNodes = useSilentNodes(detail?.id, live)
  const notice =
    noWorker && live && !isTerminalStatus(live.status)
      ? 'No worker is running: this execution waits until one starts.'
      : live && flowNotice(live)
  const since = useDifference(detail?.definition, draft)
  const ranVersion = detail?.versionNumber
  return useMemo(
    () =>
      detail && view
        ? {
            executionId: detail.id,
            view,
            at,
            versionLabel: runLabel(detail),
            versionNote: since !== undefined && (
              <button
                type="button"
                className="whitespace-nowrap rounded-sm text-warning underline decoration-dotted underline-offset-2 hover:decoration-solid"
                onClick={() => openHistory({ shown: 'draft', base: ranVersion ?? null })}
              >
                {since} since this run
              </button>
            ),
            notice,
            silentNodes: at === undefined ? silentNodes : undefined,
            noWorker,
          }
        : null,
    [detail, view, at, notice, silentNodes, noWorker, since, ranVersion, openHistory],
  )
}

/** Names the run by what set it off, and says of a part of the workflow whose results it uses. */
function runLabel(detail: ExecutionDetail): string {
  const { origin } = detail
  const isByHand = origin?.kind === 'manual' && origin.test === undefined
  const what = (!isByHand && describeOrigin(detail)) || 'Run'
  // The whole of it is repeated without the results of the first one.
  const isWhole = origin?.kind === 'rerun' && origin.nodeId === undefined
  const source = isWhole ? undefined : sourceOf(detail)
  const data = source === undefined ? '' : `, with results of …${source.slice(-6)}`
  return `${what}${data} · version ${detail.versionNumber}`
}
