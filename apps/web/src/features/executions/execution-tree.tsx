'use client'

import type { ExecutionListItem, ExecutionRow } from '@spane/api'
import { Button, Checkbox, cn, Duration, RelativeTime, StatusBadge, Td, Tr } from '@spane/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import type { Selection } from '../../bulk/use-selection.ts'
import { describeCancel, describeHold, shortCancel, shortHold } from '../../flow/describe-flow.ts'
import { executionHref } from '../../layout/href.ts'
import { LoadMore } from '../../layout/load-more.tsx'
import { describeOrigin } from '../../origin/describe-origin.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { describeChildren } from './describe-children.ts'

/** Children that are shown at a time. */
const CHILDREN_PAGE = 20

/** A row with what it started folded under it. */
export function ExecutionTree({
  execution,
  selection,
  level = 0,
}: {
  execution: ExecutionRow
  /** Absent below another: children are dealt with by their parent. */
  selection?: Selection
  level?: number
}): ReactElement {
  const [open, setOpen] = useState(false)
  const { children } = execution
  return (
    <>
      <Tr className="relative" data-selected={selection?.has(execution.id)}>
        <Td>
          {selection && (
            <Checkbox
              aria-label={`Choose ${execution.workflowName}, ${shortId(execution.id)}`}
              checked={selection.has(execution.id)}
              onClick={(event) => selection.toggle(execution.id, event.shiftKey)}
              className="relative z-10 align-middle"
            />
          )}
        </Td>
        <Td className="max-w-0">
          <div className="flex min-w-0 items-center gap-2" style={{ paddingLeft: `${level * 1.25}rem` }}>
            <Link
              href={executionHref(execution.id)}
              className="min-w-0 truncate rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
            >
              {execution.parent && level > 0 && (
                <span className="font-normal text-muted tabular-nums">Item {execution.parent.index} · </span>
              )}
              {execution.workflowName}
              {execution.parent && level === 0 && (
                <span className="font-normal text-muted"> · item {execution.parent.index} of its parent</span>
              )}
              <FlowNote execution={execution} />
            </Link>
            {children && (
              <button
                type="button"
                aria-expanded={open}
                aria-label={`${describeChildren(children)}, of ${execution.workflowName}`}
                title={describeChildren(children)}
                onClick={() => setOpen(!open)}
                className="relative z-10 flex shrink-0 items-center gap-1 rounded-sm border border-line bg-sunken px-1 text-muted text-xs tabular-nums leading-5 hover:border-line-strong hover:text-ink"
              >
                <ChevronRight aria-hidden="true" className={cn('size-3', open && 'rotate-90')} />
                {children.total.toLocaleString('en')}
                {children.more && '+'} {children.total === 1 ? 'child' : 'children'}
                {children.failed > 0 && <span className="text-failed">· {children.failed} failed</span>}
                {children.active > 0 && <span>· {children.active} active</span>}
              </button>
            )}
          </div>
        </Td>
        <Td>
          <StatusBadge status={execution.status} className="align-middle" />
        </Td>
        <Td className="text-right text-muted tabular-nums">{execution.versionNumber}</Td>
        <Td className="max-w-0 truncate text-muted max-xl:hidden" title={describeOrigin(execution)}>
          {describeOrigin(execution) ?? <span className="text-faint">{level > 0 ? 'Its parent' : 'Not known'}</span>}
        </Td>
        <Td className="text-muted">
          <RelativeTime at={execution.createdAt} />
        </Td>
        <Td className="text-right text-muted">
          <Duration since={execution.startedAt} until={execution.endedAt} />
        </Td>
        <Td className="font-mono text-faint text-xs">{shortId(execution.id)}</Td>
      </Tr>
      {open && <ChildRows parentId={execution.id} level={level + 1} />}
    </>
  )
}

/** The children of an execution, a page at a time; follows live. */
function ChildRows({ parentId, level }: { parentId: string; level: number }): ReactElement {
  const trpc = useTRPC()
  const list = useInfiniteQuery(
    trpc.executions.childrenOf.infiniteQueryOptions(
      { parentId, limit: CHILDREN_PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  )
  const children = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {children.map((child) => (
        <ExecutionTree key={child.id} execution={child} level={level} />
      ))}
      {(list.isPending || list.isError || list.hasNextPage) && (
        <Tr>
          <Td colSpan={8}>
            {list.isPending ? (
              <span role="status" className="text-muted text-sm">
                Loading the children…
              </span>
            ) : list.isError && children.length === 0 ? (
              <span role="alert" className="text-failed text-sm">
                {readProblem(list.error).message}{' '}
                <Button size="sm" onClick={() => void list.refetch()}>
                  Try again
                </Button>
              </span>
            ) : (
              <LoadMore
                hasMore={list.hasNextPage}
                loading={list.isFetchingNextPage}
                failed={list.isFetchNextPageError}
                onLoad={() => void list.fetchNextPage()}
              />
            )}
          </Td>
        </Tr>
      )}
    </>
  )
}

/** What it waits for, or why it was cancelled; in full when the pointer rests on it. */
function FlowNote({ execution }: { execution: ExecutionListItem }): ReactElement | null {
  const { heldKey, cancelReason } = execution
  const note = heldKey === null ? describeCancel(cancelReason) : describeHold(heldKey)
  if (note === undefined) return null
  return (
    <span className="font-normal text-muted" title={note}>
      {' · '}
      {heldKey === null ? shortCancel(cancelReason) : shortHold(heldKey)}
    </span>
  )
}

/** The end of a UUID: time-ordered ones of the same day begin alike. */
function shortId(id: string): string {
  return id.length > 12 ? id.slice(-12) : id
}
