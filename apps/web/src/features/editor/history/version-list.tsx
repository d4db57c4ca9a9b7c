'use client'

import type { VersionSummary } from '@spane/api'
import { Badge, cn, ErrorState, RelativeTime, Skeleton } from '@spane/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Globe, PencilRuler } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { LoadMore } from '../../../layout/load-more.tsx'
import { readProblem } from '../../../trpc/read-problem.ts'
import { useTRPC } from '../../../trpc/trpc.ts'
import type { Side } from './use-history.ts'

export interface VersionListProps {
  workflowId: string
  shown: Side
  onShow: (side: Side) => void
  /** What the draft is, in a few words. */
  draftState: string
}

/** The versions of a workflow, loaded page by page. */
export function useVersions(workflowId: string) {
  const trpc = useTRPC()
  return useInfiniteQuery(
    trpc.workflows.versions.infiniteQueryOptions(
      { id: workflowId, limit: 30 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, staleTime: 0 },
    ),
  )
}

/** The draft, and every version that was published or run, the newest first. */
export function VersionList({ workflowId, shown, onShow, draftState }: VersionListProps): ReactElement {
  const list = useVersions(workflowId)
  const versions = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <ol aria-label="Versions" className="flex flex-col gap-0.5">
        <Row isShown={shown === 'draft'} onShow={() => onShow('draft')} title="Draft" icon={<PencilRuler />}>
          <span className="text-muted">{draftState}</span>
        </Row>
        {versions.map((version) => (
          <Row
            key={version.number}
            isShown={shown === version.number}
            onShow={() => onShow(version.number)}
            title={`Version ${version.number}`}
            time={<RelativeTime at={version.publication?.at ?? version.createdAt} className="text-muted text-xs" />}
            icon={version.isPublished ? <Globe /> : undefined}
          >
            <VersionFacts version={version} />
          </Row>
        ))}
      </ol>
      {list.isPending && (
        <div aria-hidden="true" className="flex flex-col gap-2 p-2">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
        </div>
      )}
      {list.isError && versions.length === 0 && (
        <ErrorState
          title="The versions could not be loaded"
          message={readProblem(list.error).message}
          onRetry={() => void list.refetch()}
          retrying={list.isRefetching}
        />
      )}
      {list.isSuccess && versions.length === 0 && (
        <p className="px-2 py-3 text-muted text-sm">
          No version yet: running or publishing the workflow keeps one, for ever as it was then.
        </p>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        failed={list.isFetchNextPageError}
        onLoad={() => void list.fetchNextPage()}
      />
    </>
  )
}

function VersionFacts({ version }: { version: VersionSummary }): ReactElement {
  const { isPublished, hasRun, publication } = version
  const origin = publication
    ? `Published by ${publication.by ?? 'the API'}`
    : hasRun
      ? 'Cut by a run'
      : 'Never published'
  return (
    <>
      {isPublished && <Badge tone="completed">Published, used by triggers</Badge>}
      <span className="text-muted">{origin}</span>
      {publication?.note && (
        <span className="line-clamp-3 w-full whitespace-pre-wrap text-ink" title={publication.note}>
          {publication.note}
        </span>
      )}
    </>
  )
}

interface RowProps {
  title: string
  isShown: boolean
  onShow: () => void
  icon?: ReactNode
  time?: ReactNode
  children: ReactNode
}

function Row({ title, isShown, onShow, icon, time, children }: RowProps): ReactElement {
  return (
    <li>
      <button
        type="button"
        aria-current={isShown || undefined}
        onClick={onShow}
        className={cn(
          'flex w-full flex-col gap-0.5 rounded-md border border-transparent px-2 py-1.5 text-left text-sm hover:bg-hover',
          isShown && 'border-accent bg-accent-soft hover:bg-accent-soft',
        )}
      >
        <span className="flex w-full items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:text-muted">
          {icon}
          <span className="font-medium">{title}</span>
          <span className="ml-auto">{time}</span>
        </span>
        <span className="flex w-full flex-wrap items-center gap-x-2 gap-y-0.5 text-xs">{children}</span>
      </button>
    </li>
  )
}
