'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTRPC } from '../trpc/trpc.ts'
import { liveClient } from './live-client.ts'
import { throttle } from './throttle.ts'

/** Most often that changes elsewhere make the lists in sight load again, in milliseconds. */
const REFRESH_INTERVAL = 750
/** How often lists load by themselves while the connection is away. */
const POLL_INTERVAL = 4_000

/** Keeps every list that shows executions or dead letters up to date. Once, near the root. */
export function useLiveLists(): void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = throttle(() => {
      for (const filter of [
        trpc.workflows.list.pathFilter(),
        trpc.executions.list.pathFilter(),
        trpc.executions.children.pathFilter(),
        trpc.executions.childrenOf.pathFilter(),
        trpc.deadLetters.pathFilter(),
        trpc.system.pathFilter(),
      ]) {
        // A refetch that is under way may have read the state before the change: it is started anew.
        void queryClient.invalidateQueries(filter)
      }
    }, REFRESH_INTERVAL)
    const stop = liveClient().onExecutionsChanged(refresh)
    // Nobody tells of changes while the connection is away, and the server may be reachable by other ways.
    const poll = setInterval(() => {
      if (liveClient().state === 'reconnecting' && document.visibilityState === 'visible') refresh()
    }, POLL_INTERVAL)
    return () => {
      stop()
      clearInterval(poll)
      refresh.cancel()
    }
  }, [trpc, queryClient])
}
