'use client'

import type { WorkflowChoice } from '@spane/canvas'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../trpc/trpc.ts'

/** The workflows that a node may run, the last changed first. */
export function useWorkflowChoices(): readonly WorkflowChoice[] | undefined {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.workflows.list.queryOptions({ limit: 200 }))
  return useMemo(() => data?.items.map(({ id, name, published }) => ({ id, name, published })), [data])
}
