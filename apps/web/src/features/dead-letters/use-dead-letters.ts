'use client'

import type { DeadLetterSummary } from '@spane/api'
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import type { DeadLetterFilter } from './dead-letter-filter.ts'
import { mergeKeptLetters } from './merge-kept-letters.ts'

/** The letters under a filter, live, together with those that somebody acted on since the filter was chosen. */
export function useDeadLetters(filter: DeadLetterFilter) {
  const trpc = useTRPC()
  const [kept, setKept] = useState<{ filter: string; ids: string[] }>({ filter: filter.value, ids: [] })
  const keptIds = kept.filter === filter.value ? kept.ids : []
  const list = useInfiniteQuery(
    trpc.deadLetters.list.infiniteQueryOptions(
      { status: filter.statuses ? [...filter.statuses] : undefined },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const keptLetters = useQueries({
    queries: keptIds.map((id) => trpc.deadLetters.get.queryOptions({ id })),
    combine: (results) => results.flatMap((result): DeadLetterSummary[] => (result.data ? [result.data] : [])),
  })
  const listed = list.data?.pages.flatMap((page) => page.items) ?? []
  return {
    list,
    letters: mergeKeptLetters(listed, keptLetters),
    /** Keeps a letter in the list even when it stops to match the filter. */
    keep: (id: string) => setKept({ filter: filter.value, ids: keptIds.includes(id) ? keptIds : [...keptIds, id] }),
  }
}
