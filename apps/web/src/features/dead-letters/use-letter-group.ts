'use client'

import type { DeadLetterGroupSummary } from '@spane/api'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'

/** The opened group, also when it is beyond the page that is loaded or no longer matches the filter. */
export function useLetterGroup(
  fingerprint: string | null,
  loaded: readonly DeadLetterGroupSummary[],
): DeadLetterGroupSummary | undefined {
  const trpc = useTRPC()
  const known = loaded.find((group) => group.fingerprint === fingerprint)
  const input = fingerprint === null ? skipToken : { fingerprint, limit: 1 }
  const { data } = useQuery(trpc.deadLetters.groups.queryOptions(input))
  return data?.items[0] ?? known
}
