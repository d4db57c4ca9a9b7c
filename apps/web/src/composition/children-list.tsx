'use client'

import type { ChildExecution } from '@spane/api'
import type { NodeRunView } from '@spane/realtime'
import { Button, Checkbox, Duration, ErrorState, Skeleton, StatusBadge } from '@spane/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { executionHref } from '../layout/href.ts'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPC } from '../trpc/trpc.ts'
import { ChildrenProgress } from './children-progress.tsx'

const PAGE_SIZE = 20

export interface ChildrenListProps {
  executionId: string
  nodeId: string
  progress: NonNullable<NodeRunView['children']>
}

/** The child executions of a node, item by item and a page at a time; follows live. */
export function ChildrenList({ executionId, nodeId, progress }: ChildrenListProps): ReactElement {
  const trpc = useTRPC()
  const [failedOnly, setFailedOnly] = useState(false)
  /** The first items of the pages before and of this one. */
  const [pages, setPages] = useState([0])
  const from = pages.at(-1) ?? 0
  const query = useQuery(
    trpc.executions.children.queryOptions(
      { executionId, nodeId, from, limit: PAGE_SIZE, failedOnly },
      { placeholderData: keepPreviousData },
    ),
  )
  const { items = [], nextFrom = null } = query.data ?? {}
  return (
    <section aria-label="Child executions" className="flex flex-col gap-2 rounded-md border border-line p-3">
      <ChildrenProgress {...progress} />
      {progress.total > 1 && (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button inside of it
        <label className="flex items-center gap-2 text-muted text-xs">
          <Checkbox
            checked={failedOnly}
            onCheckedChange={(checked) => {
              setFailedOnly(checked === true)
              setPages([0])
            }}
          />
          Only those that failed
        </label>
      )}
      {query.isPending ? (
        <Skeleton className="h-16" />
      ) : query.isError && !query.data ? (
        <ErrorState
          className="py-4"
          message={readProblem(query.error).message}
          onRetry={() => void query.refetch()}
          retrying={query.isRefetching}
        />
      ) : items.length === 0 ? (
        <p className="text-faint text-xs">{failedOnly ? 'None has failed.' : 'None yet.'}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {items.map((child) => (
            <ChildRow key={child.id} child={child} withIndex={progress.total > 1} />
          ))}
        </ul>
      )}
      {(pages.length > 1 || nextFrom !== null) && (
        <div className="flex items-center justify-between">
          <Button size="sm" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
            <ChevronLeft aria-hidden="true" />
            Previous
          </Button>
          <Button
            size="sm"
            disabled={nextFrom === null}
            onClick={() => nextFrom !== null && setPages([...pages, nextFrom])}
          >
            Next
            <ChevronRight aria-hidden="true" />
          </Button>
        </div>
      )}
    </section>
  )
}

function ChildRow({ child, withIndex }: { child: ChildExecution; withIndex: boolean }): ReactElement {
  return (
    <li className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
      <div className="flex items-center gap-2">
        {withIndex && <span className="text-muted text-xs tabular-nums">Item {child.index.toLocaleString('en')}</span>}
        <StatusBadge status={child.status} plain />
        <span className="text-faint text-xs">
          {child.startedAt && <Duration since={child.startedAt} until={child.endedAt ?? undefined} />}
        </span>
        <Link
          href={executionHref(child.id)}
          aria-label={withIndex ? `Open execution of item ${child.index}` : undefined}
          className="ml-auto whitespace-nowrap rounded-sm text-accent-ink text-xs underline underline-offset-2 hover:no-underline"
        >
          Open execution
        </Link>
      </div>
      {child.item !== null && (
        <code className="truncate font-mono text-muted text-xs" title={child.item}>
          {child.item}
        </code>
      )}
      {child.errorMessage && <p className="break-words text-failed text-xs">{child.errorMessage}</p>}
    </li>
  )
}
