'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../trpc/trpc.ts'

/** A version with its content, which never changes; nothing is loaded while no number is known. */
export function useVersion(workflowId: string, number: number | null | undefined) {
  const trpc = useTRPC()
  return useQuery(
    trpc.workflows.version.queryOptions(
      { id: workflowId, number: number ?? 1 },
      { enabled: typeof number === 'number', staleTime: Number.POSITIVE_INFINITY, retry: 1 },
    ),
  )
}
