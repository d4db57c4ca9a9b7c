'use client'

import { Button, EmptyState, ErrorState, Skeleton } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { DeadLetterDetailView } from './dead-letter-detail-view.tsx'

const NO_SUCH_LETTER = new Set(['DEAD_LETTER_NOT_FOUND', 'BAD_INPUT'])

export interface DeadLetterPaneProps {
  letterId: string
  /** Something was done to the letter. */
  onAct: () => void
}

/** Loads the opened letter; the live lists load it again whenever its execution changes. */
export function DeadLetterPane({ letterId, onAct }: DeadLetterPaneProps): ReactElement {
  const trpc = useTRPC()
  const query = useQuery(trpc.deadLetters.get.queryOptions({ id: letterId }))
  if (query.data) return <DeadLetterDetailView letter={query.data} onAct={onAct} />
  if (query.isError) {
    const problem = readProblem(query.error)
    return (
      <section aria-label="Letter" className="flex flex-1 items-center justify-center">
        {NO_SUCH_LETTER.has(problem.code) ? (
          <EmptyState
            icon={FileQuestion}
            title="This letter does not exist"
            action={
              <Button asChild>
                <Link href="/dead-letters">Show what is open</Link>
              </Button>
            }
          >
            It may have been removed since, or the address is not complete.
          </EmptyState>
        ) : (
          <ErrorState
            title="The letter could not be opened"
            message={problem.message}
            onRetry={() => void query.refetch()}
            retrying={query.isRefetching}
          />
        )}
      </section>
    )
  }
  return (
    <section aria-label="Letter" aria-busy="true" className="flex flex-1 flex-col gap-4 p-6">
      <Skeleton className="h-6 w-72" />
      <Skeleton className="h-4 w-96" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </section>
  )
}
