'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { executionHref } from '../layout/href.ts'
import { tellFailure } from '../trpc/tell-failure.ts'
import { useTRPC } from '../trpc/trpc.ts'

const REFRESH_MS = 3_000

/** The triggers of a workflow's published version, kept up to date while they are shown. */
export function useTriggers(workflowId: string) {
  const trpc = useTRPC()
  return useQuery(trpc.triggers.list.queryOptions({ workflowId }, { refetchInterval: REFRESH_MS }))
}

/** What a trigger received last. */
export function useDeliveries(triggerId: string) {
  const trpc = useTRPC()
  return useQuery(trpc.triggers.deliveries.queryOptions({ id: triggerId }, { refetchInterval: REFRESH_MS }))
}

export function useSetTriggerActive() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.triggers.setActive.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.triggers.list.pathFilter()),
      onError: tellFailure('The trigger was not changed'),
    }),
  )
}

/** Starts a delivery's payload again and opens the execution. */
export function useReplayDelivery() {
  const trpc = useTRPC()
  const router = useRouter()
  return useMutation(
    trpc.triggers.replay.mutationOptions({
      onSuccess: ({ executionId }) => router.push(executionHref(executionId)),
      onError: tellFailure('The delivery was not replayed'),
    }),
  )
}
