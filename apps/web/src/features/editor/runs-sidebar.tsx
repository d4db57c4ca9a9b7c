'use client'

import type { ExecutionListItem } from '@spane/api'
import {
  cn,
  Duration,
  EmptyState,
  ErrorState,
  IconButton,
  RelativeTime,
  Skeleton,
  STATUS_LOOKS,
  StatusIcon,
} from '@spane/ui'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Activity, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { LoadMore } from '../../layout/load-more.tsx'
import { describeOrigin } from '../../origin/describe-origin.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

const PAGE_SIZE = 30

export interface RunsSidebarProps {
  workflowId: string
  /** The one over the canvas. */
  shownId: string | null
  onShow: (executionId: string) => void
  onClose: () => void
}

/** The executions of the workflow beside its canvas, newest first; follows live. */
export function RunsSidebar({ workflowId, shownId, onShow, onClose }: RunsSidebarProps): ReactElement {
  const trpc = useTRPC()
  const list = useInfiniteQuery(
    trpc.executions.list.infiniteQueryOptions(
      { workflowId, limit: PAGE_SIZE, children: true },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const executions = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <aside
      aria-label="Executions of this workflow"
      className="flex w-60 shrink-0 flex-col border-line border-r bg-surface max-md:absolute max-md:inset-y-0 max-md:left-0 max-md:z-20 max-md:shadow-overlay"
    >
      <div className="flex h-10 items-center justify-between pr-1 pl-3">
        <h2 className="font-medium text-sm">Executions</h2>
        <IconButton size="sm" label="Close the list of executions" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        {list.isPending ? (
          <div role="status" aria-label="Loading" className="flex flex-col gap-1.5 p-1.5">
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} className="h-11" />
            ))}
          </div>
        ) : list.isError && executions.length === 0 ? (
          <ErrorState message={readProblem(list.error).message} onRetry={() => void list.refetch()} className="py-6" />
        ) : executions.length === 0 ? (
          <EmptyState icon={Activity} title="Nothing has run yet" className="py-8">
            Press Run, or start it by its trigger or the API: it appears here at once.
          </EmptyState>
        ) : (
          <>
            <ul className="flex flex-col gap-px">
              {executions.map((execution) => (
                <li key={execution.id}>
                  <RunRow execution={execution} isShown={execution.id === shownId} onShow={onShow} />
                </li>
              ))}
            </ul>
            <LoadMore
              hasMore={list.hasNextPage}
              loading={list.isFetchingNextPage}
              failed={list.isFetchNextPageError}
              onLoad={() => void list.fetchNextPage()}
            />
          </>
        )}
      </div>
    </aside>
  )
}

interface RunRowProps {
  execution: ExecutionListItem
  isShown: boolean
  onShow: (executionId: string) => void
}

function RunRow({ execution, isShown, onShow }: RunRowProps): ReactElement {
  const { id, status, versionNumber, createdAt, startedAt, endedAt } = execution
  return (
    <button
      type="button"
      aria-current={isShown || undefined}
      data-run-id={id}
      data-run-status={status}
      onClick={() => onShow(id)}
      className={cn(
        'flex w-full items-start gap-2 rounded-md border border-transparent px-2 py-1.5 text-left hover:bg-hover',
        isShown && 'border-accent/40 bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <StatusIcon status={status} className="mt-0.5" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-2 text-sm">
          <span className="truncate font-medium">{STATUS_LOOKS[status].label}</span>
          <span className="text-muted text-xs">
            <Duration since={startedAt} until={endedAt} />
          </span>
        </span>
        <span className="flex items-baseline justify-between gap-2 text-muted text-xs">
          <span className="truncate">
            {describeOrigin(execution) ?? 'Not known'} · v{versionNumber}
          </span>
          <RelativeTime at={createdAt} className="shrink-0" />
        </span>
      </span>
    </button>
  )
}
