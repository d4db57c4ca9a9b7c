'use client'

import { Tooltip } from '@spane/ui'
import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { NO_PROBLEMS } from '../store/problem-index.ts'

/** How many problems a node has; opens the inspector, which lists them. */
export function NodeProblemsBadge({ nodeId }: { nodeId: string }): ReactElement | null {
  const problems = useEditor((state) => state.problems.byNode.get(nodeId) ?? NO_PROBLEMS)
  const { inspect } = useEditorActions()
  if (problems.length === 0) return null
  const hasError = problems.some((problem) => problem.severity === 'error')
  return (
    <Tooltip
      content={
        <ul className="flex flex-col gap-0.5">
          {problems.slice(0, 5).map((problem) => (
            <li key={`${problem.code}:${problem.path}:${problem.message}`}>{problem.message}</li>
          ))}
        </ul>
      }
    >
      <button
        type="button"
        aria-label={problems.length === 1 ? '1 problem' : `${problems.length} problems`}
        data-tone={hasError ? 'failed' : 'retrying'}
        onClick={() => inspect(nodeId, 'parameters')}
        className="nodrag nopan flex h-5 shrink-0 items-center gap-0.5 rounded-sm bg-tone-soft px-1 font-medium text-tone text-xs"
      >
        <TriangleAlert aria-hidden="true" className="size-3" />
        {problems.length > 1 && problems.length}
      </button>
    </Tooltip>
  )
}
