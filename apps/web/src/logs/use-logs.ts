'use client'

import type { LogLevel } from '@spane/api'
import { useCallback, useEffect, useRef, useState } from 'react'
import { liveClient } from '../live/live-client.ts'
import { throttle } from '../live/throttle.ts'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPCClient } from '../trpc/trpc.ts'
import { mergeEarlierPage, mergeNewestPage, NO_LOG, type ShownLog } from './merge-log-page.ts'

const PAGE = 200
/** Most often that new lines are asked for, and how often without being told of any, in milliseconds. */
const REFRESH_INTERVAL = 500
const POLL_INTERVAL = 5_000

export interface LogSource {
  executionId: string
  /** Only the log of this node. */
  nodeId?: string
  /** The least level. */
  level: LogLevel
  text: string
  /** Only what was written by then, in ms since the epoch. */
  until?: number
  /** Lines may still come. */
  isLive: boolean
  /** Whether they are asked for. */
  follow: boolean
}

export interface Logs extends ShownLog {
  phase: 'loading' | 'loaded' | 'error'
  problem: string | undefined
  isLoadingEarlier: boolean
  loadEarlier: () => void
  reload: () => void
}

/** The newest lines of a log, then what follows while it is live and followed. */
export function useLogs({ executionId, nodeId, level, text, until, isLive, follow }: LogSource): Logs {
  const client = useTRPCClient()
  const [shown, setShown] = useState<ShownLog>(NO_LOG)
  const [phase, setPhase] = useState<Logs['phase']>('loading')
  const [problem, setProblem] = useState<string>()
  const [isLoadingEarlier, setIsLoadingEarlier] = useState(false)
  const [round, setRound] = useState(0)
  /** Answers to what was asked before the filter changed are not shown. */
  const source = useRef<object>({})
  const filter = JSON.stringify([executionId, nodeId, level, text])
  const shownFilter = useRef<string | undefined>(undefined)

  const query = useCallback(
    (cursor?: string) =>
      client.executions.logs.query({
        executionId,
        limit: PAGE,
        ...(nodeId !== undefined && { nodeId }),
        ...(level !== 'debug' && { level }),
        ...(text && { text }),
        ...(until !== undefined && { until: new Date(until).toISOString() }),
        ...(cursor !== undefined && { cursor }),
      }),
    [client, executionId, nodeId, level, text, until],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: round stands for "load again"
  useEffect(() => {
    const own = {}
    source.current = own
    setIsLoadingEarlier(false)
    // Another moment of the same log: its lines stay until those of then are here.
    if (shownFilter.current !== filter) {
      setPhase('loading')
      setShown(NO_LOG)
    }
    shownFilter.current = filter
    query().then(
      (page) => {
        if (source.current !== own) return
        setShown(mergeNewestPage(NO_LOG, page))
        setPhase('loaded')
      },
      (error: unknown) => {
        if (source.current !== own) return
        shownFilter.current = undefined
        setProblem(readProblem(error).message)
        setPhase('error')
      },
    )
  }, [query, filter, round])

  const refresh = useCallback(() => {
    const own = source.current
    query().then(
      (page) => {
        if (source.current === own) setShown((before) => mergeNewestPage(before, page))
      },
      // The page says so when the server is away; the next round asks again.
      () => undefined,
    )
  }, [query])

  useEffect(() => {
    if (!follow) return
    // Also when it has just ended: the last lines come with the result.
    refresh()
    if (!isLive) return
    const throttled = throttle(refresh, REFRESH_INTERVAL)
    const stop = liveClient().onLogged(executionId, throttled)
    const poll = setInterval(throttled, POLL_INTERVAL)
    return () => {
      stop()
      clearInterval(poll)
      throttled.cancel()
    }
  }, [follow, isLive, executionId, refresh])

  const loadEarlier = () => {
    if (shown.cursor === null || isLoadingEarlier) return
    const own = source.current
    setIsLoadingEarlier(true)
    query(shown.cursor)
      .then(
        (page) => {
          if (source.current === own) setShown((before) => mergeEarlierPage(before, page))
        },
        (error: unknown) => {
          if (source.current === own) setProblem(readProblem(error).message)
        },
      )
      .finally(() => {
        if (source.current === own) setIsLoadingEarlier(false)
      })
  }

  return {
    ...shown,
    phase,
    problem,
    isLoadingEarlier,
    loadEarlier,
    reload: () => {
      shownFilter.current = undefined
      setRound((count) => count + 1)
    },
  }
}
