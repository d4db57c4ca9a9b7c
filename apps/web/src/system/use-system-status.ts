'use client'

import type { SystemStatus } from '@spane/api'
import { useQuery } from '@tanstack/react-query'
import { isUnreachable } from '../trpc/read-problem.ts'
import { useTRPC } from '../trpc/trpc.ts'

/** Workers, queue and open dead letters, asked for every 5 s; undefined until the first answer. */
export function useSystemStatus(): SystemStatus | undefined {
  return useStatusQuery().data
}

/** Why what is shown may be out of date: the server answers no more, or cannot reach its database or queue. */
export function useServerTrouble(): 'unreachable' | 'failing' | undefined {
  const { isError, error } = useStatusQuery()
  if (!isError) return undefined
  return isUnreachable(error) ? 'unreachable' : 'failing'
}

function useStatusQuery() {
  const trpc = useTRPC()
  return useQuery(
    trpc.system.status.queryOptions(undefined, { refetchInterval: 5_000, refetchIntervalInBackground: false }),
  )
}

/** Whether it is known that no worker is alive, so that executions would wait. */
export function useNoWorker(): boolean {
  return useSystemStatus()?.workersAlive === 0
}
