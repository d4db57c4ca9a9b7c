'use client'

import type { DeadLetterDetail } from '@spane/api'
import { Button, Spinner, toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, RotateCw, SquarePen } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { RetryWithInputDialog } from '../../retry/retry-with-input-dialog.tsx'
import { useRetryDeadLetter } from '../../retry/use-retry-dead-letter.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

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
  const onError = (error: unknown) => toast.error('That was not possible', { description: readProblem(error).message })
  const onSettled = () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter())
  const retry = useRetryDeadLetter()
  const discard = useMutation(trpc.deadLetters.discard.mutationOptions({ onError, onSettled }))
  const restore = useMutation(trpc.deadLetters.restore.mutationOptions({ onError, onSettled }))
  const request = { id: letter.id }

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
  if (letter.status === 'resolved') return <span className="text-muted text-sm">A retry succeeded.</span>
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
          <Button onClick={() => setEditing(true)}>
            <SquarePen aria-hidden="true" />
            Retry with another input…
          </Button>
          <Button
            variant="primary"
            loading={retry.isPending}
            onClick={() => {
              onAct()
              retry.mutate(request)
            }}
          >
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
