'use client'

import { Button, EmptyState } from '@spane/ui'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ReactElement } from 'react'
import { useSelection } from '../../bulk/use-selection.ts'
import { FilterLinks } from '../../layout/filter-links.tsx'
import { ListContent } from '../../layout/list-content.tsx'
import { Page } from '../../layout/page.tsx'
import { TableSkeleton } from '../../layout/table-skeleton.tsx'
import { WorkflowFilter } from '../../layout/workflow-filter.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ChildrenToggle } from './children-toggle.tsx'
import { EXECUTION_FILTERS, executionsHref, findExecutionFilter } from './execution-filter.ts'
import { ExecutionsTable, ExecutionsTableHead } from './executions-table.tsx'

/** Every execution, newest first; follows live. */
export function ExecutionsPage(): ReactElement {
  const trpc = useTRPC()
  const params = useSearchParams()
  const filter = findExecutionFilter(params.get('status'))
  const workflowId = params.get('workflow')
  const children = params.get('children') === 'true'
  const list = useInfiniteQuery(
    trpc.executions.list.infiniteQueryOptions(
      { status: filter.statuses ? [...filter.statuses] : undefined, workflowId: workflowId ?? undefined, children },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const executions = list.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(executions.map((execution) => execution.id))
  const filtered = filter.value !== 'all' || workflowId !== null

  return (
    <Page
      title="Executions"
      actions={
        <div className="flex items-center gap-2">
          <ChildrenToggle shown={children} hrefOf={(shown) => executionsHref(filter.value, workflowId, shown)} />
          <WorkflowFilter workflowId={workflowId} hrefOf={(id) => executionsHref(filter.value, id, children)} />
        </div>
      }
      aside={
        <FilterLinks
          label="Status"
          links={EXECUTION_FILTERS.map(({ value, label }) => ({
            label,
            href: executionsHref(value, workflowId, children),
            active: value === filter.value,
          }))}
        />
      }
    >
      <ListContent
        name="executions"
        query={list}
        filled={executions.length > 0}
        skeleton={
          <TableSkeleton
            head={<ExecutionsTableHead />}
            cells={[
              'w-4',
              'w-48',
              'w-22',
              'ml-auto w-5',
              { width: 'w-24', className: 'max-xl:hidden' },
              'w-20',
              'ml-auto w-12',
              'w-24',
            ]}
            rows={12}
          />
        }
        empty={<NoExecutions filtered={filtered} />}
      >
        <BulkBar selection={selection} />
        <ExecutionsTable executions={executions} selection={selection} />
      </ListContent>
    </Page>
  )
}

function NoExecutions({ filtered }: { filtered: boolean }): ReactElement {
  return filtered ? (
    <EmptyState
      icon={Activity}
      title="No execution matches"
      action={
        <Button asChild>
          <Link href="/executions">Show all executions</Link>
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={Activity}
      title="Nothing has run yet"
      action={
        <Button asChild variant="primary">
          <Link href="/workflows">Go to the workflows</Link>
        </Button>
      }
    >
      Open a workflow and press Run: its execution appears here and can be followed live.
    </EmptyState>
  )
}
