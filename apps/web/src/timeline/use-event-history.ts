'use client'

import type { ExecutionDetail } from '@spane/api'
import { EventHistory } from '@spane/realtime'
import { useEffect, useMemo, useState } from 'react'
import { liveClient } from '../live/live-client.ts'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPCClient } from '../trpc/trpc.ts'

/** How long after a failure the events are asked for again, in ms. */
const RETRY_MS = 3_000

export interface LoadedHistory {
  history: EventHistory
  /** Grows with the history, which is changed in place. */
  seq: number
  /** Why what is missing could not be loaded; tried again by itself. */
  problem: string | undefined
}

/** All events of an execution: those that were are loaded, those that come are taken as they come (rule 10.2). */
export function useEventHistory(detail: ExecutionDetail | undefined): LoadedHistory {
  const client = useTRPCClient()
  const executionId = detail?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: each execution has a history of its own
  const history = useMemo(() => new EventHistory(), [executionId])
  const [loaded, setLoaded] = useState<{ history: EventHistory; seq: number; problem?: string }>()

  useEffect(() => {
    if (!detail) return
    const controller = new AbortController()
    let wanted = detail.view.seq
    let isLoading = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const load = async () => {
      if (isLoading || controller.signal.aborted) return
      isLoading = true
      let problem: string | undefined
      try {
        for (let more = true; more && history.seq < wanted; ) {
          const after = history.seq
          const page = await client.executions.events.query({ id: detail.id, after }, { signal: controller.signal })
          history.append(page.items)
          more = history.seq > after
          setLoaded({ history, seq: history.seq })
        }
      } catch (error) {
        if (controller.signal.aborted) return
        problem = readProblem(error).message
        setLoaded({ history, seq: history.seq, problem })
        timer = setTimeout(() => void load(), RETRY_MS)
      } finally {
        isLoading = false
      }
      // Live events that came while pages were loading may have left a gap.
      if (problem === undefined && history.seq < wanted) timer = setTimeout(() => void load(), RETRY_MS)
    }

    const stop = liveClient().watchExecution(detail.id, detail.view, (view, events) => {
      wanted = Math.max(wanted, view.seq)
      history.append(events)
      if (history.seq >= wanted) setLoaded({ history, seq: history.seq })
      else void load()
    })
    void load()
    return () => {
      stop()
      clearTimeout(timer)
      controller.abort()
    }
  }, [detail, client, history])

  const current = loaded?.history === history ? loaded : undefined
  return { history, seq: current?.seq ?? 0, problem: current?.problem }
}
