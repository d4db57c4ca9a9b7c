'use client'

import { Button, EmptyState, ErrorState, Input } from '@spane/ui'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { LayoutTemplate, Plus, Search, SearchX, Workflow } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useDeferredValue, useState } from 'react'
import { TEMPLATES_HREF } from '../../layout/href.ts'
import { LoadMore } from '../../layout/load-more.tsx'
import { Page } from '../../layout/page.tsx'
import { TableSkeleton } from '../../layout/table-skeleton.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { CreateWorkflowDialog } from './create-workflow-dialog.tsx'
import { WorkflowsTable, WorkflowsTableHead } from './workflows-table.tsx'

/** Everything that a person has drawn, newest change first. */
export function WorkflowsPage(): ReactElement {
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const [creating, setCreating] = useState(false)
  const term = useDeferredValue(search.trim())
  const list = useInfiniteQuery(
    trpc.workflows.list.infiniteQueryOptions(
      { search: term || undefined },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const workflows = list.data?.pages.flatMap((page) => page.items) ?? []
  const createButton = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden="true" />
      New workflow
    </Button>
  )
  const templatesLink = (
    <Button asChild>
      <Link href={TEMPLATES_HREF}>
        <LayoutTemplate aria-hidden="true" />
        Templates
      </Link>
    </Button>
  )

  return (
    <Page
      title="Workflows"
      actions={
        <>
          <div className="relative">
            <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-faint" />
            <Input
              type="search"
              aria-label="Search workflows"
              placeholder="Search by name"
              className="w-56 pl-8"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          {templatesLink}
          {createButton}
        </>
      }
    >
      {list.isPending ? (
        <TableSkeleton head={<WorkflowsTableHead />} cells={['w-48', 'ml-auto w-5', 'w-40', 'w-20', 'w-6']} />
      ) : list.isError && workflows.length === 0 ? (
        <ErrorState
          title="The workflows could not be loaded"
          message={readProblem(list.error).message}
          onRetry={() => void list.refetch()}
          retrying={list.isRefetching}
        />
      ) : workflows.length > 0 ? (
        <>
          <WorkflowsTable workflows={workflows} />
          <LoadMore
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            failed={list.isFetchNextPageError}
            onLoad={() => void list.fetchNextPage()}
          />
        </>
      ) : term ? (
        <EmptyState
          icon={SearchX}
          title={`No workflow is named like “${term}”`}
          action={<Button onClick={() => setSearch('')}>Show all workflows</Button>}
        />
      ) : (
        <EmptyState
          icon={Workflow}
          title="Draw your first workflow"
          action={
            <>
              {createButton}
              {templatesLink}
            </>
          }
        >
          Connect nodes on a canvas, run them, and watch every node as it works. What fails for good waits in the dead
          letters until you retry it.
        </EmptyState>
      )}
      <CreateWorkflowDialog open={creating} onOpenChange={setCreating} />
    </Page>
  )
}
