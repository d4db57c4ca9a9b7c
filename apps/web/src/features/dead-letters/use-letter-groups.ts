'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { type DeadLettersPlace, findDeadLetterFilter, sinceOf } from './dead-letter-filter.ts'

/** The groups under a filter, live. */
export function useLetterGroups({ status, workflowId, age, text }: DeadLettersPlace) {
  const trpc = useTRPC()
  const { statuses } = findDeadLetterFilter(status)
  const query = useInfiniteQuery(
    trpc.deadLetters.groups.infiniteQueryOptions(
      {
        status: statuses ? [...statuses] : undefined,
        workflowId: workflowId ?? undefined,
        since: sinceOf(age, Date.now()),
        text: text?.trim() || undefined,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  return { query, groups: query.data?.pages.flatMap((page) => page.items) ?? [] }
}
