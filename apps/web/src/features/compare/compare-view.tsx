'use client'

import type { ExecutionDetail } from '@spane/api'
import { CompareList, CompareMarks, compareRuns, WorkflowEditor } from '@spane/canvas'
import type { NodeDescription } from '@spane/node-sdk'
import { type ExecutionView, isTerminalStatus } from '@spane/realtime'
import { Button, buttonVariants, Duration, RelativeTime, StatusBadge } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowLeftRight, ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useMemo } from 'react'
import { compareHref, executionHref } from '../../layout/href.ts'
import { useLoadNodeRun } from '../../live/use-load-node-run.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { NodeComparison } from './node-comparison.tsx'

/** How often outputs are compared again while one of the runs goes on, in ms. */
const REFRESH_INTERVAL = 3_000

interface Side {
  detail: ExecutionDetail
  view: ExecutionView
}

export interface CompareViewProps {
  first: Side
  second: Side
  nodeTypes: readonly NodeDescription[]
}

/** List, canvas and inspector of two runs that are loaded; both are followed live. */
export function CompareView({ first, second, nodeTypes }: CompareViewProps): ReactElement {
  const trpc = useTRPC()
  const isOver = isTerminalStatus(first.view.status) && isTerminalStatus(second.view.status)
  const { data } = useQuery(
    trpc.executions.compareOutputs.queryOptions(
      { id: first.detail.id, otherId: second.detail.id },
      { refetchInterval: isOver ? false : REFRESH_INTERVAL, staleTime: 0 },
    ),
  )
  const firstDefinition = first.detail.definition
  const secondDefinition = second.detail.definition
  const nodes = useMemo(
    () =>
      compareRuns(
        { definition: firstDefinition, view: first.view },
        { definition: secondDefinition, view: second.view },
        data?.items ?? [],
      ),
    [firstDefinition, first.view, secondDefinition, second.view, data],
  )
  const run = useMemo(
    () => ({
      executionId: second.detail.id,
      view: second.view,
      versionLabel: `The second run · version ${second.detail.versionNumber}`,
    }),
    [second.detail, second.view],
  )
  const loadNodeRun = useLoadNodeRun(second.detail.id)
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <WorkflowEditor
        readOnly
        className="min-h-0 flex-1"
        workflow={secondDefinition}
        nodeTypes={nodeTypes}
        run={run}
        loadNodeRun={loadNodeRun}
        slots={{
          toolbarStart: <CompareTitle first={first} second={second} />,
          toolbarEnd: (
            <Button asChild size="sm">
              <Link href={compareHref(second.detail.id, first.detail.id)}>
                <ArrowLeftRight aria-hidden="true" />
                Swap
              </Link>
            </Button>
          ),
          sidebar: <CompareList nodes={nodes} />,
          onCanvas: <CompareMarks nodes={nodes} />,
          nodeRunNotes: (nodeId) => {
            const node = nodes.find((candidate) => candidate.nodeId === nodeId)
            return (
              node && <NodeComparison key={nodeId} node={node} firstId={first.detail.id} secondId={second.detail.id} />
            )
          },
        }}
      />
    </main>
  )
}

function CompareTitle({ first, second }: { first: Side; second: Side }): ReactElement {
  const sameWorkflow = first.detail.workflowId === second.detail.workflowId
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Link
        href="/executions"
        aria-label="Back to the executions"
        className={buttonVariants({ variant: 'ghost', size: 'icon-sm' })}
      >
        <ArrowLeft aria-hidden="true" />
      </Link>
      <h1 className="min-w-16 shrink truncate font-semibold text-base">
        {sameWorkflow ? second.detail.workflowName : `${first.detail.workflowName} and ${second.detail.workflowName}`}
      </h1>
      <SideLink side={first} name="First run" />
      <ArrowRight aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      <SideLink side={second} name="Second run" />
    </div>
  )
}

function SideLink({ side: { detail, view }, name }: { side: Side; name: string }): ReactElement {
  return (
    <Link
      href={executionHref(detail.id)}
      className="flex shrink-0 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs hover:bg-hover"
    >
      <span className="font-medium">{name}</span>
      <StatusBadge status={view.status} plain />
      <span className="text-muted max-xl:hidden">
        v{detail.versionNumber} · <Duration since={view.startedAt} until={view.endedAt} /> ·{' '}
        <RelativeTime at={detail.createdAt} />
      </span>
    </Link>
  )
}
