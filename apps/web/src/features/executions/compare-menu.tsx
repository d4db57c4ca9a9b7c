'use client'

import type { ExecutionDetail } from '@spane/api'
import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
  RelativeTime,
  STATUS_LOOKS,
  StatusIcon,
} from '@spane/ui'
import { skipToken, useQuery } from '@tanstack/react-query'
import { ChevronDown, GitCompare } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { compareHref } from '../../layout/href.ts'
import { describeOrigin } from '../../origin/describe-origin.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

const MOST = 15

/** Chooses another run of the workflow, to compare this one with. Any other one is chosen in the list of executions. */
export function CompareMenu({ detail }: { detail: ExecutionDetail }): ReactElement {
  const trpc = useTRPC()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const list = useQuery(
    trpc.executions.list.queryOptions(
      open ? { workflowId: detail.workflowId, limit: MOST + 1, children: true } : skipToken,
    ),
  )
  const others = (list.data?.items ?? []).filter(({ id }) => id !== detail.id).slice(0, MOST)
  const note = list.isPending
    ? 'Loading…'
    : list.isError
      ? readProblem(list.error).message
      : others.length === 0
        ? 'This workflow has no other run.'
        : 'Compare with'
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <Button size="sm">
          <GitCompare aria-hidden="true" />
          Compare
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-96 overflow-y-auto">
        <DropdownMenuLabel>{note}</DropdownMenuLabel>
        {others.map((other) => (
          <DropdownMenuItem
            key={other.id}
            shortcut={<RelativeTime at={other.createdAt} />}
            onSelect={() => router.push(compareHref(other.id, detail.id))}
          >
            <StatusIcon status={other.status} />
            {STATUS_LOOKS[other.status].label} · {describeOrigin(other) ?? 'Not known'} · v{other.versionNumber}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
