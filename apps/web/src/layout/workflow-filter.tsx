'use client'

import { Select } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { useTRPC } from '../trpc/trpc.ts'

const ALL = '\u0000all'

export interface WorkflowFilterProps {
  workflowId: string | null
  hrefOf: (workflowId: string | null) => string
}

/** Narrows the list to one workflow. */
export function WorkflowFilter({ workflowId, hrefOf }: WorkflowFilterProps): ReactElement {
  const trpc = useTRPC()
  const router = useRouter()
  const { data } = useQuery(trpc.workflows.list.queryOptions({ limit: 200 }))
  const options = (data?.items ?? []).map((workflow) => ({ value: workflow.id, label: workflow.name }))
  // The one from the address may be deleted, or stand beyond the first page.
  if (workflowId && !options.some((option) => option.value === workflowId)) {
    options.unshift({ value: workflowId, label: workflowId })
  }
  return (
    <Select
      aria-label="Workflow"
      className="w-44 xl:w-56"
      value={workflowId ?? ALL}
      onValueChange={(value) => router.replace(hrefOf(value === ALL ? null : value), { scroll: false })}
      options={[{ value: ALL, label: 'All workflows' }, ...options]}
    />
  )
}
