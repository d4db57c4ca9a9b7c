'use client'

import type { ItemResult } from '@spane/api'
import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger, toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, CircleStop, GitCompare, History, PencilRuler, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { describeResults } from '../../bulk/describe-results.ts'
import { SelectionBar } from '../../bulk/selection-bar.tsx'
import type { Selection } from '../../bulk/use-selection.ts'
import { compareHref } from '../../layout/href.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** What can be done with the chosen executions; stands above the list as long as there are any. */
export function BulkBar({ selection }: { selection: Selection }): ReactElement {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const onDone = (words: { done: string; undone: string }) => ({
    onError: tellFailure(`The executions were ${words.undone}`),
    onSuccess: ({ items }: { items: ItemResult[] }) => {
      const { ok, title, description } = describeResults(items, {
        ...words,
        noun: ['execution', 'executions'],
        nameOf: (id) => `…${id.slice(-12)}`,
      })
      const message = { description: description && <span className="whitespace-pre-line">{description}</span> }
      if (ok) toast.success(title)
      else toast.error(title, message)
      selection.clear()
      void queryClient.invalidateQueries(trpc.executions.list.pathFilter())
    },
  })
  const cancel = useMutation(
    trpc.executions.cancelMany.mutationOptions(onDone({ done: 'stopped', undone: 'not stopped' })),
  )
  const rerun = useMutation(
    trpc.executions.rerunMany.mutationOptions(onDone({ done: 'started again', undone: 'not started again' })),
  )
  const ids = [...selection.ids]
  return (
    <SelectionBar selection={selection} label="Chosen executions">
      <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate({ ids })}>
        {!cancel.isPending && <CircleStop aria-hidden="true" />}
        Stop
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" loading={rerun.isPending}>
            {!rerun.isPending && <RotateCw aria-hidden="true" />}
            Run again
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => rerun.mutate({ ids, version: 'original' })}>
            <History aria-hidden="true" />
            As they were, each with its version
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => rerun.mutate({ ids, version: 'latest' })}>
            <PencilRuler aria-hidden="true" />
            With the workflows as they are now
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Button
        size="sm"
        disabled={ids.length !== 2}
        title={ids.length === 2 ? undefined : 'Choose two executions to compare them'}
        onClick={() => {
          const [second = '', first = ''] = ids
          router.push(compareHref(first, second))
        }}
      >
        <GitCompare aria-hidden="true" />
        Compare
      </Button>
    </SelectionBar>
  )
}
