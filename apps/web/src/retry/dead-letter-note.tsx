'use client'

import { Button, Skeleton, StatusBadge } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { deadLetterHref } from '../layout/href.ts'
import { useTRPC } from '../trpc/trpc.ts'
import { RetryWithInputDialog } from './retry-with-input-dialog.tsx'
import { useRetryDeadLetter } from './use-retry-dead-letter.ts'

/** Beside a node that failed for good: where it waits, and Retry right there. */
export function DeadLetterNote({ deadLetterId }: { deadLetterId: string }): ReactElement | null {
  const trpc = useTRPC()
  const [editing, setEditing] = useState(false)
  const retry = useRetryDeadLetter()
  const { data: letter, isPending } = useQuery(trpc.deadLetters.get.queryOptions({ id: deadLetterId }))
  if (isPending) return <Skeleton className="h-24 w-full" />
  if (!letter) return null
  return (
    <section
      aria-label="Dead letter"
      data-tone="failed"
      className="flex flex-col gap-2 rounded-md border border-tone/30 bg-tone-soft p-3"
    >
      <div className="flex items-center gap-2">
        <p className="font-medium text-sm">Dead letter</p>
        <StatusBadge status={letter.status} plain />
        <Link
          href={deadLetterHref(letter.id)}
          className="ml-auto rounded-sm text-accent-ink text-xs underline underline-offset-2 hover:no-underline"
        >
          Open
        </Link>
      </div>
      <p className="text-sm">
        {letter.status === 'void'
          ? 'Its execution was cancelled, so it cannot be retried.'
          : letter.status === 'retrying'
            ? 'The node runs again.'
            : letter.status === 'discarded'
              ? 'It was discarded. Restore it to retry.'
              : `It failed for good${letter.failures > 1 ? ` ${letter.failures} times` : ''}. A retry gives it fresh attempts; what had finished is not run again.`}
      </p>
      {letter.status === 'open' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="sm" loading={retry.isPending} onClick={() => retry.mutate({ id: letter.id })}>
            {!retry.isPending && <RotateCw aria-hidden="true" />}
            Retry
          </Button>
          <Button size="sm" onClick={() => setEditing(true)}>
            Retry with another input…
          </Button>
        </div>
      )}
      <RetryWithInputDialog
        deadLetterId={letter.id}
        nodeName={letter.nodeName}
        input={letter.input}
        open={editing}
        onOpenChange={setEditing}
      />
    </section>
  )
}
