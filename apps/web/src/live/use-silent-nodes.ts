'use client'

import type { ExecutionView } from '@spane/realtime'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../trpc/trpc.ts'

const POLL_INTERVAL = 2_000

/**
 * Running nodes whose workers give no sign, with the time of the last one. No event tells of silence, so it is asked for
 * while anything runs.
 */
export function useSilentNodes(
  executionId: string | undefined,
  view: ExecutionView | undefined,
): Readonly<Record<string, string>> | undefined {
  const trpc = useTRPC()
  const runs = view !== undefined && Object.values(view.nodes).some((node) => node.status === 'running')
  const { data, dataUpdatedAt } = useQuery(
    trpc.executions.silentNodes.queryOptions(runs && executionId !== undefined ? { id: executionId } : skipToken, {
      refetchInterval: POLL_INTERVAL,
      refetchIntervalInBackground: false,
    }),
  )
  return useMemo(() => {
    if (!runs || !data || data.items.length === 0) return undefined
    return Object.fromEntries(
      data.items.map(({ nodeId, silentMs }) => [nodeId, new Date(dataUpdatedAt - silentMs).toISOString()]),
    )
  }, [runs, data, dataUpdatedAt])
}
