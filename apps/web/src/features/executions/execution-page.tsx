'use client'

import { Button, EmptyState, ErrorState } from '@spane/ui'
import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { CanvasSkeleton } from '../../layout/canvas-skeleton.tsx'
import { usePageTitle } from '../../layout/use-page-title.ts'
import { useLiveExecution } from '../../live/use-live-execution.ts'
import { useNodeTypes } from '../../system/use-node-types.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { ExecutionView } from './execution-view.tsx'

const NO_SUCH_EXECUTION = new Set(['EXECUTION_NOT_FOUND', 'BAD_INPUT'])

export interface ExecutionPageProps {
  executionId: string
  /** The node to show at first. */
  nodeId: string | undefined
}

/** One execution, live: the canvas of the version that it ran, with its states. */
export function ExecutionPage({ executionId, nodeId }: ExecutionPageProps): ReactElement {
  const live = useLiveExecution(executionId)
  const nodeTypes = useNodeTypes()
  usePageTitle(live.detail && `${live.detail.workflowName}, execution`)
  if (live.detail && live.view && nodeTypes) {
    const shown = live.detail.definition.nodes.some(({ id }) => id === nodeId) ? nodeId : undefined
    return (
      <ExecutionView
        key={executionId}
        detail={live.detail}
        view={live.view}
        nodeTypes={nodeTypes}
        refusal={live.refusal}
        nodeId={shown}
      />
    )
  }
  if (!live.error) return <CanvasSkeleton label="Opening the execution" />
  const problem = readProblem(live.error)
  return (
    <main className="flex flex-1 items-center justify-center">
      {NO_SUCH_EXECUTION.has(problem.code) ? (
        <EmptyState
          icon={FileQuestion}
          title={<h1>This execution does not exist</h1>}
          action={
            <Button asChild variant="primary">
              <Link href="/executions">Go to the executions</Link>
            </Button>
          }
        >
          It may have been removed since, or the address is not complete.
        </EmptyState>
      ) : (
        <ErrorState
          title={<h1>The execution could not be opened</h1>}
          message={problem.message}
          onRetry={live.reload}
          retrying={live.isFetching}
        />
      )}
    </main>
  )
}
