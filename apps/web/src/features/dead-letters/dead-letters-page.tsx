'use client'

import { Button, EmptyState, ErrorState, Skeleton } from '@spane/ui'
import { Inbox, MailOpen } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ReactElement } from 'react'
import { FilterLinks } from '../../layout/filter-links.tsx'
import { LoadMore } from '../../layout/load-more.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import { DEAD_LETTER_FILTERS, deadLettersHref, findDeadLetterFilter } from './dead-letter-filter.ts'
import { DeadLetterPane } from './dead-letter-pane.tsx'
import { DeadLetterRow } from './dead-letter-row.tsx'
import { useDeadLetters } from './use-dead-letters.ts'

/** What failed for good: the list at the left, the opened letter at the right. */
export function DeadLettersPage(): ReactElement {
  const params = useSearchParams()
  const filter = findDeadLetterFilter(params.get('status'))
  const openedId = params.get('letter')
  const { list, letters, keep } = useDeadLetters(filter)

  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-13 shrink-0 items-center gap-4 border-line border-b bg-surface px-6">
        <h1 className="font-semibold text-lg">Dead letters</h1>
        <FilterLinks
          label="Status"
          links={DEAD_LETTER_FILTERS.map(({ value, label }) => ({
            label,
            href: deadLettersHref(value),
            active: value === filter.value,
          }))}
        />
      </header>
      {list.isError && letters.length === 0 ? (
        <ErrorState
          className="flex-1"
          title="The dead letters could not be loaded"
          message={readProblem(list.error).message}
          onRetry={() => void list.refetch()}
          retrying={list.isRefetching}
        />
      ) : list.isSuccess && letters.length === 0 && openedId === null ? (
        <NoLetters filtered={filter.value !== 'open'} />
      ) : (
        <div className="flex min-h-0 flex-1">
          <section
            aria-label="Letters"
            className="flex w-96 shrink-0 flex-col overflow-y-auto border-line border-r bg-surface"
          >
            {list.isPending ? (
              <ListSkeleton />
            ) : letters.length > 0 ? (
              <>
                <ul>
                  {letters.map((letter) => (
                    <DeadLetterRow
                      key={letter.id}
                      letter={letter}
                      href={deadLettersHref(filter.value, letter.id)}
                      opened={letter.id === openedId}
                    />
                  ))}
                </ul>
                <LoadMore
                  hasMore={list.hasNextPage}
                  loading={list.isFetchingNextPage}
                  failed={list.isFetchNextPageError}
                  onLoad={() => void list.fetchNextPage()}
                />
              </>
            ) : (
              <NoLetters filtered={filter.value !== 'open'} />
            )}
          </section>
          {openedId ? (
            <DeadLetterPane key={openedId} letterId={openedId} onAct={() => keep(openedId)} />
          ) : (
            <EmptyState className="flex-1" icon={MailOpen} title="Choose a letter">
              Its input, every attempt's error, and the ways to retry it are shown here.
            </EmptyState>
          )}
        </div>
      )}
    </main>
  )
}

function NoLetters({ filtered }: { filtered: boolean }): ReactElement {
  return filtered ? (
    <EmptyState
      className="flex-1"
      icon={Inbox}
      title="No letter matches"
      action={
        <Button asChild>
          <Link href="/dead-letters">Show what is open</Link>
        </Button>
      }
    />
  ) : (
    <EmptyState className="flex-1" icon={Inbox} title="Nothing waits here">
      When a node fails for good, it is kept here with its input and every error, until you retry it.
    </EmptyState>
  )
}

function ListSkeleton(): ReactElement {
  return (
    <div role="status" aria-label="Loading">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex flex-col gap-2 border-line border-b px-4 py-3">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-3.5 w-64" />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </div>
  )
}
