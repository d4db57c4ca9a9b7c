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
import { keptDrafts } from './kept-drafts.ts'
import { KeptOfDeleted } from './kept-of-deleted.tsx'
import { LeftBehindBanner } from './left-behind-banner.tsx'
import { useEditorSession } from './use-editor-session.ts'
import { useLeftBehind } from './use-left-behind.ts'

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
  const session = useEditorSession(workflowId, loaded)
  const reload = async () => {
    // Whoever loads the draft anew has given up what could not be saved.
    if (session) await keptDrafts.delete(session.clientId).catch(() => undefined)
    await query.refetch({ throwOnError: true })
    setLoaded((count) => count + 1)
  }
  const draft = query.data
  const { left, forget } = useLeftBehind(draft, nodeTypes, session?.others)
  if (draft && nodeTypes && session) {
    return (
      <Editor
        key={loaded}
        draft={draft}
        nodeTypes={nodeTypes}
        session={session}
        onReload={reload}
        question={
          left && (
            <LeftBehindBanner
              key={left.kept.clientId}
              left={left}
              nodeTypes={nodeTypes}
              onDecided={() => forget(left)}
            />
          )
        }
      />
    )
  }
  if (query.isError) {
    const problem = readProblem(query.error)
    return (
      <main className="flex flex-1 items-center justify-center">
        {problem.code === 'WORKFLOW_NOT_FOUND' && session?.kept ? (
          <KeptOfDeleted kept={[session.kept, ...session.others]} onRestored={() => query.refetch()} />
        ) : problem.code === 'WORKFLOW_NOT_FOUND' ? (
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
