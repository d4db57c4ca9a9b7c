'use client'

import type { ExecutionDetail } from '@spane/api'
import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { ChevronDown, History, PencilRuler, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { executionHref } from '../../layout/href.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** Starts a new execution with the same input, and opens it. */
export function RerunMenu({ detail }: { detail: ExecutionDetail }): ReactElement {
  const trpc = useTRPC()
  const router = useRouter()
  const rerun = useMutation(
    trpc.executions.rerun.mutationOptions({
      onSuccess: ({ executionId }) => router.push(executionHref(executionId)),
      onError: tellFailure('The execution was not started again'),
    }),
  )
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" loading={rerun.isPending}>
          {!rerun.isPending && <RotateCw aria-hidden="true" />}
          Run again
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => rerun.mutate({ id: detail.id, version: 'original' })}>
          <History aria-hidden="true" />
          As it was, with version {detail.versionNumber}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => rerun.mutate({ id: detail.id, version: 'latest' })}>
          <PencilRuler aria-hidden="true" />
          With the workflow as it is now
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
