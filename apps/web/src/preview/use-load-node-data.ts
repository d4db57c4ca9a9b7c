'use client'

import type { LoadNodeData } from '@spane/canvas'
import { useCallback } from 'react'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPCClient } from '../trpc/trpc.ts'

/** Loads the data that a node's expressions see: of this execution, else what is pinned, else of the last run. */
export function useLoadNodeData(workflowId: string, executionId: string | undefined): LoadNodeData {
  const client = useTRPCClient()
  return useCallback(
    async ({ nodeId, outputs, whole }, signal) => {
      try {
        const request = { id: workflowId, nodeId, outputs: outputs.slice(0, MAX_OUTPUTS), executionId, whole }
        return await client.workflows.nodeData.query(request, { signal })
      } catch (error) {
        throw new Error(readProblem(error).message, { cause: error })
      }
    },
    [client, workflowId, executionId],
  )
}

/** The server answers for no more at once. */
const MAX_OUTPUTS = 100
