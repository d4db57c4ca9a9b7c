'use client'

import type { WorkerDetail } from '@spane/api'
import { Badge, Duration, RelativeTime, type Tone } from '@spane/ui'
import { type ReactElement, useId } from 'react'
import { millisecondsBetween } from './milliseconds-between.ts'
import { WorkerNodes } from './worker-nodes.tsx'

const STATES = {
  alive: { label: 'Alive', tone: 'completed' },
  stopping: { label: 'Stopping', tone: 'waiting' },
  lost: { label: 'Lost', tone: 'failed' },
} as const satisfies Record<WorkerDetail['state'], { label: string; tone: Tone }>

/** One worker process: who it is, what it runs, and what was taken over from it. */
export function WorkerCard({ worker, now }: { worker: WorkerDetail; now: string }): ReactElement {
  const { host, pid, state, running, takenOver, concurrency } = worker
  const headingId = useId()
  return (
    <li className="rounded-lg border border-line bg-surface" data-worker-state={state} aria-labelledby={headingId}>
      <div className="flex items-center gap-2 border-line border-b px-4 py-2.5">
        <h2 id={headingId} className="min-w-0 flex-1 truncate font-medium text-sm">
          {host} <span className="font-normal text-muted tabular-nums">process {pid}</span>
        </h2>
        <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
      </div>
      <dl className="grid grid-cols-3 gap-x-4 px-4 py-2.5 text-sm [&_dd]:tabular-nums [&_dt]:text-muted [&_dt]:text-xs">
        <div>
          <dt>Started</dt>
          <dd>
            <RelativeTime at={worker.startedAt} />
          </dd>
        </div>
        <div>
          <dt>Last sign</dt>
          <dd>
            <Duration ms={millisecondsBetween(worker.heartbeatAt, now)} /> ago
          </dd>
        </div>
        <div>
          <dt>Slots in use</dt>
          <dd>
            {running.total} of {concurrency}
          </dd>
        </div>
      </dl>
      {running.total > 0 && (
        <WorkerNodes
          title={state === 'lost' ? 'Waits to be taken over' : 'Runs now'}
          nodes={running}
          describe={(node) => (
            <>
              for <Duration ms={millisecondsBetween(node.at, now)} />
            </>
          )}
        />
      )}
      {takenOver.total > 0 && (
        <WorkerNodes
          title={takenOver.total === 1 ? '1 node was taken over' : `${takenOver.total} nodes were taken over`}
          nodes={takenOver}
          describe={(node) => (
            <>
              {node.by && (
                <span title={node.by.workerId}>
                  by {node.by.pid === null ? 'another' : `process ${node.by.pid}`} ·{' '}
                </span>
              )}
              <RelativeTime at={node.at} />
            </>
          )}
        />
      )}
      {running.total === 0 && takenOver.total === 0 && (
        <p className="border-line border-t px-4 py-2.5 text-muted text-sm">
          {state === 'lost' ? 'It ran nothing when it was lost.' : 'Idle.'}
        </p>
      )}
    </li>
  )
}
