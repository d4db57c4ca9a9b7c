'use client'

import { Badge, Dialog, ErrorState, Skeleton } from '@spane/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { deadLetterHref, executionHref } from '../../layout/href.ts'
import { LoadMore } from '../../layout/load-more.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

export interface BatchItemsDialogProps {
  batchId: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The letters of a batch that failed again or could not be acted on, each with its reason. */
export function BatchItemsDialog({ batchId, open, onOpenChange }: BatchItemsDialogProps): ReactElement {
  const trpc = useTRPC()
  const query = useInfiniteQuery(
    trpc.deadLetters.batchItems.infiniteQueryOptions(
      { id: batchId, status: ['failed', 'refused'] },
      { enabled: open, getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="What failed"
      description="Letters that failed again, and letters that were left out because they could not be acted on."
    >
      {query.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : query.isError ? (
        <ErrorState
          title="The letters could not be loaded"
          message={readProblem(query.error).message}
          onRetry={() => void query.refetch()}
          retrying={query.isRefetching}
        />
      ) : (
        <>
          <ul className="overflow-hidden rounded-lg border border-line">
            {items.map((item) => (
              <li key={item.position} className="flex items-center gap-3 px-3 py-2 text-sm not-last:border-b">
                <Badge tone={item.status === 'failed' ? 'failed' : 'skipped'}>
                  {item.status === 'failed' ? 'Failed again' : 'Left out'}
                </Badge>
                <span className="min-w-0 flex-1 truncate" title={item.errorMessage ?? undefined}>
                  {item.errorMessage}
                </span>
                <Link
                  className="rounded-sm text-accent-ink hover:underline"
                  href={item.successorId ? executionHref(item.successorId) : deadLetterHref(item.letterId)}
                >
                  {item.successorId ? 'Execution' : 'Letter'}
                </Link>
              </li>
            ))}
          </ul>
          <LoadMore
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError}
            onLoad={() => void query.fetchNextPage()}
          />
        </>
      )}
    </Dialog>
  )
}
