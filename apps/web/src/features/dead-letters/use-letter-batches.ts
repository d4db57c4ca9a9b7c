'use client'

import type { DeadLetterBatch } from '@spane/api'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** Batches that are under way or stopped, whoever began them, and what became of those that were begun here. */
export function useLetterBatches() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [mine, setMine] = useState<string[]>([])
  const open = useQuery(trpc.deadLetters.batches.queryOptions({ open: true, limit: 20 }))
  const begun = useQueries({
    queries: mine.map((id) => trpc.deadLetters.batch.queryOptions({ id })),
    combine: (results) => results.flatMap((result): DeadLetterBatch[] => (result.data ? [result.data] : [])),
  })
  const known = new Set(mine)
  const batches = [...begun, ...(open.data?.items ?? []).filter((batch) => !known.has(batch.id))]
  const onSettled = () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter())
  const start = useMutation(
    trpc.deadLetters.startBatch.mutationOptions({
      onSuccess: (batch) => {
        queryClient.setQueryData(trpc.deadLetters.batch.queryKey({ id: batch.id }), batch)
        setMine((ids) => [batch.id, ...ids])
      },
      onError: tellFailure('Nothing was done with the letters'),
      onSettled,
    }),
  )
  return { batches, start, dismiss: (id: string) => setMine((ids) => ids.filter((other) => other !== id)) }
}
