'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'

const TYPING_PAUSE_MS = 150

/** Workflows whose name holds the text, or those that changed last; asked for when the typing pauses. */
export function useFoundWorkflows(query: string, enabled: boolean): { id: string; name: string }[] {
  const trpc = useTRPC()
  const [search, setSearch] = useState(query)
  useEffect(() => {
    const timer = setTimeout(() => setSearch(query.trim().slice(0, 200)), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [query])
  const input = search === '' ? { limit: 8 } : { limit: 8, search }
  const { data } = useQuery({ ...trpc.workflows.list.queryOptions(input), enabled, placeholderData: keepPreviousData })
  return data?.items ?? []
}
