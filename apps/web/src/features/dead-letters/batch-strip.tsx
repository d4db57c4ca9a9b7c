'use client'

import type { DeadLetterBatch } from '@spane/api'
import { Button, IconButton, Spinner, StatusIcon } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { BatchItemsDialog } from './batch-items-dialog.tsx'
import { describeBatch } from './describe-batch.ts'

/** A batch under way, stopped, or just ended: how it stands, and what can be done about it. */
export function BatchStrip({ batch, onDismiss }: { batch: DeadLetterBatch; onDismiss: () => void }): ReactElement {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [showing, setShowing] = useState(false)
  const onSettled = () => queryClient.invalidateQueries(trpc.deadLetters.pathFilter())
  const goOn = useMutation(
    trpc.deadLetters.continueBatch.mutationOptions({ onSettled, onError: tellFailure('The retries do not go on') }),
  )
  const cancel = useMutation(
    trpc.deadLetters.cancelBatch.mutationOptions({ onSettled, onError: tellFailure('The retries were not stopped') }),
  )
  const { title, state, tone } = describeBatch(batch)
  const { counts, total, status } = batch
  const over = counts.done + counts.failed + counts.refused
  const running = status === 'collecting' || status === 'canary' || status === 'running'
  const request = { id: batch.id }
  return (
    <section aria-label={title} data-tone={tone} className="border-line border-b bg-tone-soft text-sm">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-6 py-1.5">
        {running ? <Spinner className="text-tone" /> : <StatusIcon status={iconOf(batch)} className="text-tone" />}
        <p role="status" className="min-w-0 flex-1">
          <strong className="font-medium text-tone">{title}</strong>
          <span className="text-ink"> · {state}</span>
          {batch.group && <span className="text-muted"> · {batch.group.errorMessage}</span>}
        </p>
        <span className="flex items-center gap-2">
          {counts.failed + counts.refused > 0 && (
            <Button size="sm" variant="ghost" onClick={() => setShowing(true)}>
              Show what failed
            </Button>
          )}
          {status === 'stopped' && (
            <Button size="sm" loading={goOn.isPending} onClick={() => goOn.mutate(request)}>
              Continue anyway
            </Button>
          )}
          {(running || status === 'stopped') && (
            <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(request)}>
              {running ? 'Stop' : 'Leave the rest'}
            </Button>
          )}
          {!running && status !== 'stopped' && (
            <IconButton label="Dismiss" size="sm" onClick={onDismiss}>
              <X />
            </IconButton>
          )}
        </span>
      </div>
      {running && (
        <progress
          aria-label="Progress of the batch"
          className="block h-0.5 w-full appearance-none overflow-hidden bg-line [&::-moz-progress-bar]:bg-tone [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-tone"
          value={over}
          max={Math.max(1, total)}
        />
      )}
      <BatchItemsDialog batchId={batch.id} open={showing} onOpenChange={setShowing} />
    </section>
  )
}

function iconOf({ status, counts }: DeadLetterBatch): 'paused' | 'cancelled' | 'failed' | 'completed' {
  if (status === 'stopped') return 'paused'
  if (status === 'cancelled') return 'cancelled'
  return counts.failed > 0 ? 'failed' : 'completed'
}
