'use client'

import type { DeadLetterDetail } from '@spane/api'
import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
  Spinner,
} from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, ChevronDown, PencilRuler, RotateCw, SquarePen } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { executionHref } from '../../layout/href.ts'
import { RetryWithInputDialog } from '../../retry/retry-with-input-dialog.tsx'
import { useRetryDeadLetter } from '../../retry/use-retry-dead-letter.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** What the workflow as it is now means for a retry. */
const LATEST = {
  same: 'Nothing was changed since: it would be the same again, in a new execution.',
  changed: 'A new execution goes on from this node, with what the nodes before it gave.',
  'no-node': 'The workflow has no such node any more.',
  gone: 'The workflow was deleted, or cannot be read.',
} as const satisfies Record<DeadLetterDetail['latest'], string>

/** What the state of a letter allows (rule 6.2). */
export function DeadLetterActions({
  letter,
  onAct,
}: {
  letter: DeadLetterDetail
  onAct: () => void
}): ReactElement | null {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [editing, setEditing] = useState(false)
  const onSettled = () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter())
  const retry = useRetryDeadLetter()
  const discard = useMutation(
    trpc.deadLetters.discard.mutationOptions({ onError: tellFailure('The letter was not discarded'), onSettled }),
  )
  const restore = useMutation(
    trpc.deadLetters.restore.mutationOptions({ onError: tellFailure('The letter was not restored'), onSettled }),
  )
  const request = { id: letter.id }
  const act = (how: { version?: 'latest' }) => {
    onAct()
    retry.mutate({ ...request, ...how })
  }

  if (letter.status === 'retrying') {
    return (
      <span role="status" className="flex items-center gap-2 text-muted text-sm">
        <Spinner /> The node runs again…
      </span>
    )
  }
  if (letter.status === 'void') {
    return <span className="text-muted text-sm">Its execution was cancelled: it cannot be retried.</span>
  }
  if (letter.status === 'resolved') {
    return letter.successorId ? (
      <Button asChild>
        <Link href={executionHref(letter.successorId)}>Open the new execution</Link>
      </Button>
    ) : (
      <span className="text-muted text-sm">A retry succeeded.</span>
    )
  }
  return (
    <>
      {letter.status === 'open' ? (
        <Button
          variant="ghost"
          loading={discard.isPending}
          onClick={() => {
            onAct()
            discard.mutate(request)
          }}
        >
          {!discard.isPending && <Archive aria-hidden="true" />}
          Discard
        </Button>
      ) : (
        <Button
          loading={restore.isPending}
          onClick={() => {
            onAct()
            restore.mutate(request)
          }}
        >
          {!restore.isPending && <ArchiveRestore aria-hidden="true" />}
          Restore
        </Button>
      )}
      {letter.status === 'open' && (
        <>
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button>
                Retry with…
                <ChevronDown aria-hidden="true" />
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end" className="max-w-80">
              <DropdownMenuItem onSelect={() => setEditing(true)}>
                <SquarePen aria-hidden="true" />
                Another input…
              </DropdownMenuItem>
              <DropdownMenuItem
                disabled={letter.latest === 'no-node' || letter.latest === 'gone'}
                onSelect={() => act({ version: 'latest' })}
              >
                <PencilRuler aria-hidden="true" />
                The workflow as it is now
              </DropdownMenuItem>
              <DropdownMenuLabel className="max-w-64">{LATEST[letter.latest]}</DropdownMenuLabel>
            </DropdownMenuContent>
          </DropdownMenu>
          <Button variant="primary" loading={retry.isPending} onClick={() => act({})}>
            {!retry.isPending && <RotateCw aria-hidden="true" />}
            Retry
          </Button>
        </>
      )}
      <RetryWithInputDialog
        deadLetterId={letter.id}
        nodeName={letter.nodeName}
        input={letter.input}
        open={editing}
        onOpenChange={setEditing}
        onRetried={onAct}
      />
    </>
  )
}
