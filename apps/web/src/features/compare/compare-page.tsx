'use client'

import { Button, EmptyState, ErrorState } from '@spane/ui'
import { GitCompare } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { CanvasSkeleton } from '../../layout/canvas-skeleton.tsx'
import { usePageTitle } from '../../layout/use-page-title.ts'
import { useLiveExecution } from '../../live/use-live-execution.ts'
import { useNodeTypes } from '../../system/use-node-types.ts'
import { isTransient, readProblem } from '../../trpc/read-problem.ts'
import { CompareView } from './compare-view.tsx'

export interface ComparePageProps {
  firstId: string | undefined
  secondId: string | undefined
}

/** Two runs node by node, on the canvas of the second. */
export function ComparePage({ firstId, secondId }: ComparePageProps): ReactElement {
  const first = useLiveExecution(firstId ?? null)
  const second = useLiveExecution(secondId ?? null)
  const nodeTypes = useNodeTypes()
  usePageTitle('Compare two runs')
  if (firstId === undefined || secondId === undefined) {
    return (
      <main className="flex flex-1 items-center justify-center">
        <EmptyState
          icon={GitCompare}
          title={<h1>Choose two runs to compare</h1>}
          action={
            <Button asChild variant="primary">
              <Link href="/executions">Go to the executions</Link>
            </Button>
          }
        >
          Check two executions in the list, then press Compare.
        </EmptyState>
      </main>
    )
  }
  const failed = [first, second].find(({ error, detail }) => error && !detail)
  if (failed) {
    return (
      <main className="flex flex-1 items-center justify-center">
        <ErrorState
          title={<h1>The runs could not be compared</h1>}
          message={readProblem(failed.error).message}
          onRetry={isTransient(failed.error) ? failed.reload : undefined}
          retrying={failed.isFetching}
          action={
            <Button asChild variant="primary">
              <Link href="/executions">Choose two executions</Link>
            </Button>
          }
        />
      </main>
    )
  }
  if (!first.detail || !first.view || !second.detail || !second.view || !nodeTypes) {
    return <CanvasSkeleton label="Opening the runs" />
  }
  return (
    <CompareView
      key={`${firstId} ${secondId}`}
      first={{ detail: first.detail, view: first.view }}
      second={{ detail: second.detail, view: second.view }}
      nodeTypes={nodeTypes}
    />
  )
}
