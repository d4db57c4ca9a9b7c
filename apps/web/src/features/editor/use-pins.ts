'use client'

import type { PinnedData } from '@spane/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

export interface Pins {
  nodeIds: ReadonlySet<string>
  of: (nodeId: string) => PinnedData | undefined
  unpin: (nodeId: string) => void
}

/** The data pinned to the nodes of a workflow. */
export function usePins(workflowId: string): Pins {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data } = useQuery(trpc.workflows.pins.queryOptions({ id: workflowId }))
  const unpin = useMutation(
    trpc.workflows.unpin.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.workflows.pins.pathFilter()),
      onError: tellFailure('Not unpinned'),
    }),
  )
  const byNode = useMemo(() => new Map(data?.items.map((pin) => [pin.nodeId, pin])), [data])
  const nodeIds = useMemo(() => new Set(byNode.keys()), [byNode])
  return {
    nodeIds,
    of: (nodeId) => byNode.get(nodeId),
    unpin: (nodeId) => unpin.mutate({ id: workflowId, nodeId }),
  }
}
