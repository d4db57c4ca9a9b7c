'use client'

import { useCallback } from 'react'
import { useTRPCClient } from '../trpc/trpc.ts'

/** Lines of a node's log that are shown as its decision. */
const MOST_LINES = 5

/** Loads what a node of an execution wrote last: a node that branches writes the values that it compared. */
export function useLoadDecision(
  executionId: string | undefined,
): (nodeId: string, signal: AbortSignal) => Promise<readonly string[]> {
  const client = useTRPCClient()
  return useCallback(
    async (nodeId, signal) => {
      if (executionId === undefined) return []
      const request = { executionId, nodeId, level: 'info', limit: MOST_LINES } as const
      const { items } = await client.executions.logs.query(request, { signal })
      return items.map(({ message }) => message).reverse()
    },
    [client, executionId],
  )
}
