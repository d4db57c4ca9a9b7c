'use client'

import { toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPC } from '../trpc/trpc.ts'

/** Gives a dead node fresh attempts. The lists and the execution show live what comes of it. */
export function useRetryDeadLetter() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.deadLetters.retry.mutationOptions({
      onError: (error) => {
        const problem = readProblem(error)
        // What is wrong with a field is said at the field.
        if (!problem.field) toast.error('The letter was not retried', { description: problem.message })
      },
      onSettled: () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
    }),
  )
}
