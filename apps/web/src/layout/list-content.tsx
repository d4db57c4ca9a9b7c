import { ErrorState } from '@spane/ui'
import { type ReactElement, type ReactNode, useState } from 'react'
import { readProblem } from '../trpc/read-problem.ts'
import { LoadMore } from './load-more.tsx'

/** What is asked of a query, one page long or read page by page. */
interface ListQuery {
  isPending: boolean
  isError: boolean
  isFetching: boolean
  error: unknown
  refetch: () => unknown
  hasNextPage?: boolean
  isFetchingNextPage?: boolean
  isFetchNextPageError?: boolean
  fetchNextPage?: () => unknown
}

export interface ListContentProps {
  /** What the list holds, as in `The alerts could not be loaded`. */
  name: string
  query: ListQuery
  /** Whether there is something to show, also of before a failure. */
  filled: boolean
  /** Holds the place while it loads. */
  skeleton: ReactNode
  /** In place of a list without anything in it. */
  empty: ReactNode
  children: ReactNode
}

/** The states of a list: loading, failed with a way to try again, empty, filled with a way to load more. */
export function ListContent({ name, query, filled, skeleton, empty, children }: ListContentProps): ReactElement {
  // A query that never had an answer is pending again while it asks once more, which is no reason to take back what was said.
  const [failure, setFailure] = useState<unknown>(null)
  const latest = query.isPending ? failure : query.error
  if (latest !== failure) setFailure(latest)
  if (latest !== null && !filled) {
    return (
      <ErrorState
        title={`The ${name} could not be loaded`}
        message={readProblem(latest).message}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    )
  }
  if (query.isPending) {
    return (
      <div aria-busy="true">
        <span role="status" className="sr-only">
          Loading
        </span>
        {skeleton}
      </div>
    )
  }
  if (!filled) return <>{empty}</>
  return (
    <>
      {children}
      {query.fetchNextPage && (
        <LoadMore
          hasMore={query.hasNextPage ?? false}
          loading={query.isFetchingNextPage ?? false}
          failed={query.isFetchNextPageError ?? false}
          onLoad={() => void query.fetchNextPage?.()}
        />
      )}
    </>
  )
}
