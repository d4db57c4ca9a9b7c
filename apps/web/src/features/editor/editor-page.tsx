'use client'

import { Button, EmptyState, ErrorState } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { CanvasSkeleton } from '../../layout/canvas-skeleton.tsx'
import { useNodeTypes } from '../../system/use-node-types.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Editor } from './editor.tsx'

/** Loads a draft once and hands it to the editor, which keeps the working copy from then on. */
export function EditorPage({ workflowId }: { workflowId: string }): ReactElement {
  const trpc = useTRPC()
  const nodeTypes = useNodeTypes()
  // Counts the times that the draft was loaded anew: each starts an editor of its own.
  const [loaded, setLoaded] = useState(0)
  const query = useQuery(
    trpc.workflows.get.queryOptions(
      { id: workflowId },
      // A draft from the cache, or one loaded again behind the editor's back, would make every save stale.
      { staleTime: 0, gcTime: 0, refetchOnMount: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
    ),
  )
  const reload = async () => {
    await query.refetch({ throwOnError: true })
    setLoaded((count) => count + 1)
  }

  if (query.isSuccess && nodeTypes)
    return <Editor key={loaded} draft={query.data} nodeTypes={nodeTypes} onReload={reload} />
  if (query.isError) {
    const problem = readProblem(query.error)
    return (
      <main className="flex flex-1 items-center justify-center">
        {problem.code === 'WORKFLOW_NOT_FOUND' ? (
          <EmptyState
            icon={FileQuestion}
            title={<h1>This workflow does not exist</h1>}
            action={
              <Button asChild variant="primary">
                <Link href="/workflows">Go to the workflows</Link>
              </Button>
            }
          >
            It may have been deleted, or the address is not complete.
          </EmptyState>
        ) : (
          <ErrorState
            title={<h1>The workflow could not be opened</h1>}
            message={problem.message}
            onRetry={() => void query.refetch()}
            retrying={query.isRefetching}
          />
        )}
      </main>
    )
  }
  return <CanvasSkeleton palette label="Opening the workflow" />
}
