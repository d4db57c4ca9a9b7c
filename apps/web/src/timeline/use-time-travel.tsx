'use client'

import type { ExecutionDetail, NodeRunDetail } from '@spane/api'
import { asItStood, RunTimeline, usePlayback } from '@spane/canvas'
import { type ExecutionView, isTerminalStatus } from '@spane/realtime'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useEventHistory } from './use-event-history.ts'

type LoadNodeRun = (nodeId: string, signal: AbortSignal, options?: { whole?: boolean }) => Promise<NodeRunDetail>

export interface TimeTravel {
  /** What canvas and inspector show: the execution as it is, or as it stood at the moment that is looked at. */
  view: ExecutionView | undefined
  /** That moment, in ms since the epoch; undefined for now. */
  at: number | undefined
  loadNodeRun: LoadNodeRun
  timeline: ReactNode
}

/**
 * Looking back at an execution by its timeline.
 * @param live as it stands now
 * @param initiallyOpen whether the bars are shown at first, and not the head alone
 */
export function useTimeTravel(options: {
  detail: ExecutionDetail | undefined
  live: ExecutionView | undefined
  loadNodeRun: LoadNodeRun
  initiallyOpen: boolean
}): TimeTravel {
  const { detail, live, loadNodeRun, initiallyOpen } = options
  const { history, seq, problem } = useEventHistory(detail)
  const isOver = live !== undefined && isTerminalStatus(live.status)
  const playback = usePlayback(history, isOver)
  const [isOpen, setIsOpen] = useState(initiallyOpen)
  const past = playback.moment ?? undefined
  const view = past === undefined ? live : history.viewAt(past.seq)

  // What the server has of a node is loaded once, however many moments of it are looked at.
  const cache = useRef(new Map<string, Promise<NodeRunDetail>>())
  const shown = useRef({ view, at: past?.time })
  shown.current = { view, at: past?.time }
  const isPast = past !== undefined
  const loadThen = useCallback<LoadNodeRun>(
    async (nodeId, signal, options) => {
      if (!isPast) {
        cache.current.clear()
        return loadNodeRun(nodeId, signal, options)
      }
      const key = `${options?.whole ? 'whole' : 'beginning'}:${nodeId}`
      const loading = cache.current.get(key) ?? loadNodeRun(nodeId, new AbortController().signal, options)
      cache.current.set(key, loading)
      loading.catch(() => cache.current.delete(key))
      const loaded = await loading
      const { view, at } = shown.current
      return at === undefined ? loaded : asItStood(loaded, view?.nodes[nodeId], at)
    },
    [isPast, loadNodeRun],
  )

  return useMemo(
    () => ({
      view,
      at: past?.time,
      loadNodeRun: loadThen,
      timeline: detail && (
        <RunTimeline
          history={history}
          seq={seq}
          isOver={isOver}
          playback={playback}
          isOpen={isOpen}
          onToggle={() => setIsOpen(!isOpen)}
          problem={problem}
        />
      ),
    }),
    [view, past, loadThen, detail, history, seq, isOver, playback, isOpen, problem],
  )
}
