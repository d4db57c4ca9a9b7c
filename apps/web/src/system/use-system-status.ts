'use client'

import type { SystemStatus } from '@spane/api'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/trpc.ts'

/** Workers, queue and open dead letters, asked for every 5 s; undefined until the first answer. */
export function useSystemStatus(): SystemStatus | undefined {
  const trpc = useTRPC()
  return useQuery(
    trpc.system.status.queryOptions(undefined, { refetchInterval: 5_000, refetchIntervalInBackground: false }),
  ).data
}

/** Whether it is known that no worker is alive, so that executions would wait. */
export function useNoWorker(): boolean {
  return useSystemStatus()?.workersAlive === 0
}
