'use client'

import type { NodeRunDetail } from '@spane/api'
import { useCallback } from 'react'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPCClient } from '../trpc/trpc.ts'

/** Loads input, output, attempts and logs of a node of an execution; rejects with a sentence for a person. */
export function useLoadNodeRun(
  executionId: string | undefined,
): (nodeId: string, signal: AbortSignal, options?: { whole?: boolean }) => Promise<NodeRunDetail> {
  const client = useTRPCClient()
  return useCallback(
    async (nodeId, signal, options) => {
      if (executionId === undefined) throw new Error('No execution is shown')
      try {
        return await client.executions.nodeRun.query({ executionId, nodeId, ...options }, { signal })
      } catch (error) {
        throw new Error(readProblem(error).message, { cause: error })
      }
    },
    [client, executionId],
  )
}
