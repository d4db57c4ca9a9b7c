'use client'

import { toast } from '@spane/ui'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

const REFRESH_MS = 3_000

/** All alerts, kept up to date while they are shown. */
export function useAlerts() {
  const trpc = useTRPC()
  return useQuery(
    trpc.alerts.list.queryOptions(undefined, { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData }),
  )
}

/** What an alert sent last. */
export function useAlertMessages(id: string) {
  const trpc = useTRPC()
  return useQuery(trpc.alerts.messages.queryOptions({ id }, { refetchInterval: REFRESH_MS }))
}

/** What can be done to alerts. The form shows its own errors; everything else says them in a toast. */
export function useAlertActions() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries(trpc.alerts.pathFilter())
  return {
    create: useMutation(trpc.alerts.create.mutationOptions({ onSettled })),
    update: useMutation(trpc.alerts.update.mutationOptions({ onSettled })),
    remove: useMutation(
      trpc.alerts.delete.mutationOptions({ onSettled, onError: tellFailure('The alert was not deleted') }),
    ),
    toggle: useMutation(
      trpc.alerts.update.mutationOptions({ onSettled, onError: tellFailure('The alert was not changed') }),
    ),
    test: useMutation(
      trpc.alerts.test.mutationOptions({
        onSettled,
        onError: tellFailure('No test was sent'),
        onSuccess: ({ channels }) => {
          for (const { target, error } of channels) {
            if (error === null) toast.success(`A test was sent to ${target}`)
            else toast.error(`The test to ${target} did not get through`, { description: error })
          }
        },
      }),
    ),
  }
}
