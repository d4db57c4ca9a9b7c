'use client'

import type { ExecutionDetail } from '@spane/api'
import { Tooltip } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import { compareHref } from '../../versions/compare-href.ts'
import { useDifference } from '../../versions/use-difference.ts'

/** Says by what the draft differs from the version that ran; nothing when it does not, or when the workflow is gone. */
export function DraftDifference({ detail }: { detail: ExecutionDetail }): ReactElement | null {
  const trpc = useTRPC()
  const draft = useQuery(trpc.workflows.get.queryOptions({ id: detail.workflowId }, { retry: false }))
  const difference = useDifference(detail.definition, draft.data?.workflow)
  if (difference === undefined) return null
  return (
    <Tooltip side="bottom" content={`Compare the draft with version ${detail.versionNumber}, which ran here`}>
      <Link
        href={compareHref(detail.workflowId, detail.versionNumber)}
        className="truncate rounded-sm text-warning text-xs hover:underline"
      >
        Draft differs: {difference} since this run
      </Link>
    </Tooltip>
  )
}
