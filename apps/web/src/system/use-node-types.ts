'use client'

import { fromPortableDescription, type NodeDescription } from '@spane/node-sdk'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../trpc/trpc.ts'

/** The built-in node types and those that the server loaded; undefined until it is known which. */
export function useNodeTypes(): readonly NodeDescription[] | undefined {
  const trpc = useTRPC()
  // They change with a restart of the server only.
  const query = useQuery(trpc.system.nodeTypes.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }))
  return useMemo(() => {
    // Without an answer the built-in ones still work; a node of another type shows as unknown.
    if (query.isError) return nodeDescriptions
    return query.data && [...nodeDescriptions, ...query.data.map(fromPortableDescription)]
  }, [query.data, query.isError])
}
