'use client'

import type { SystemStatus } from '@spane/api'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/trpc.ts'

/** Workers, queue and open dead letters, asked for every 5 s; undefined until the first answer. */
export function useSystemStatus(): SystemStatus | undefined {
  return useStatusQuery().data
}

/** Whether the server answers no more, or cannot reach its database or queue: what is shown may be out of date. */
export function useServerTrouble(): boolean {
  return useStatusQuery().isError
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
