'use client'

import type { SystemWorkers } from '@spane/api'
import { EmptyState, Skeleton } from '@spane/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ServerOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { ListContent } from '../../layout/list-content.tsx'
import { Page } from '../../layout/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LimitsTable } from './limits-table.tsx'
import { QueueTable } from './queue-table.tsx'
import { WorkerCard } from './worker-card.tsx'

const POLL_MS = 2_000

/** Who works, on what, and what waits; asked for every 2 s. */
export function WorkersPage(): ReactElement {
  const trpc = useTRPC()
  const query = useQuery(
    trpc.system.workers.queryOptions(undefined, {
      refetchInterval: POLL_MS,
      refetchIntervalInBackground: false,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Page title="Workers" aside={query.data && <Summary data={query.data} />}>
      <ListContent
        name="workers"
        query={query}
        filled={query.data !== undefined}
        skeleton={<WorkersSkeleton />}
        empty={null}
      >
        {query.data && <WorkersContent data={query.data} />}
      </ListContent>
    </Page>
  )
}

/** A worker, then the two tables under it. */
function WorkersSkeleton(): ReactElement {
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-3 lg:grid-cols-2">
        <Skeleton className="h-38 rounded-lg" />
      </div>
      {[0, 1].map((table) => (
        <div key={table}>
          <Skeleton className="mb-2 h-5 w-40" />
          <Skeleton className="h-12 rounded-lg" />
        </div>
      ))}
    </div>
  )
}

function Summary({ data }: { data: SystemWorkers }): ReactElement {
  const working = data.workers.filter((worker) => worker.state !== 'lost')
  const lost = data.workers.length - working.length
  const slots = working.reduce((sum, worker) => sum + worker.concurrency, 0)
  const running = working.reduce((sum, worker) => sum + worker.running.total, 0)
  return (
    <p className="text-muted text-sm tabular-nums">
      {working.length} alive{lost > 0 && `, ${lost} lost`} · {running} of {slots} slots in use
    </p>
  )
}

function WorkersContent({ data }: { data: SystemWorkers }): ReactElement {
  return (
    <div className="flex flex-col gap-6">
      {data.workers.length === 0 ? (
        <EmptyState icon={ServerOff} title="No worker has been seen in the last day">
          Executions are kept and wait. They go on as soon as a worker starts.
        </EmptyState>
      ) : (
        <ul aria-label="Workers" className="grid items-start gap-3 lg:grid-cols-2">
          {data.workers.map((worker) => (
            <WorkerCard key={worker.id} worker={worker} now={data.now} />
          ))}
        </ul>
      )}
      <QueueTable queue={data.queue} now={data.now} />
      <LimitsTable limits={data.limits} />
    </div>
  )
}
