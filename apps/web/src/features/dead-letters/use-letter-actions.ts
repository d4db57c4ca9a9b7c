'use client'

import type { DeadLetterSummary } from '@spane/api'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRetryDeadLetter } from '../../retry/use-retry-dead-letter.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** What the keys do with the opened letter; nothing when its state does not allow it. */
export function useLetterActions(
  letterId: string | null,
  listed: readonly DeadLetterSummary[],
  onAct: (id: string) => void,
) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: letter } = useQuery(trpc.deadLetters.get.queryOptions(letterId === null ? skipToken : { id: letterId }))
  const retry = useRetryDeadLetter()
  const discard = useMutation(
    trpc.deadLetters.discard.mutationOptions({
      onError: tellFailure('The letter was not discarded'),
      onSettled: () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter()),
    }),
  )
  const act = (mutate: (request: { id: string }) => void) => {
    // A key may be faster than the letter that the one before it opened.
    const known = letter ?? listed.find((candidate) => candidate.id === letterId)
    if (known?.status !== 'open') return
    onAct(known.id)
    mutate({ id: known.id })
  }
  return { retry: () => act(retry.mutate), discard: () => act(discard.mutate) }
}
