'use client'

import type { DeadLetterSummary } from '@spane/api'
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import { type DeadLettersPlace, findDeadLetterFilter } from './dead-letter-filter.ts'
import { mergeKeptLetters } from './merge-kept-letters.ts'

/** The letters of a group under a filter, live, together with those that somebody acted on since it was opened. */
export function useDeadLetters({ status, group }: Pick<DeadLettersPlace, 'status' | 'group'>) {
  const trpc = useTRPC()
  const place = `${status} ${group}`
  const [kept, setKept] = useState<{ place: string; ids: string[] }>({ place, ids: [] })
  const keptIds = kept.place === place ? kept.ids : []
  const { statuses } = findDeadLetterFilter(status)
  const list = useInfiniteQuery(
    trpc.deadLetters.list.infiniteQueryOptions(
      { status: statuses ? [...statuses] : undefined, fingerprint: group ?? undefined },
      {
        enabled: group !== null,
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        placeholderData: keepPreviousData,
      },
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
    keep: (id: string) => setKept({ place, ids: keptIds.includes(id) ? keptIds : [...keptIds, id] }),
  }
}
