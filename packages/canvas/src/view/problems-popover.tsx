'use client'

import { Button, Popover, PopoverContent, PopoverTrigger } from '@spane/ui'
import type { Problem } from '@spane/workflow'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { NO_PROBLEMS } from '../store/problem-index.ts'
import { useRevealNode } from './use-reveal-node.ts'

/** All problems of the workflow; choosing one leads to what it is about. */
export function ProblemsPopover(): ReactElement {
  // That a canvas is empty, it says itself.
  const problems = useEditor((state) => (state.graph.nodes.size === 0 ? NO_PROBLEMS : state.problems.all))
  const [open, setOpen] = useState(false)
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const Icon = errors > 0 ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck
  const tone = errors > 0 ? 'text-failed' : problems.length > 0 ? 'text-warning' : 'text-faint'
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={`Problems: ${problems.length}`}>
          <Icon aria-hidden="true" className={tone} />
          <span className="tabular-nums">{problems.length}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Problems" className="max-h-96 w-96 p-1">
        {problems.length === 0 ? (
          <p className="px-2 py-3 text-center text-muted text-sm">No problems found.</p>
        ) : (
          <ul>
            {problems.map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything
              <li key={index}>
                <ProblemItem problem={problem} onChoose={() => setOpen(false)} />
              </li>
            ))}
          </ul>
        )}
      </PopoverContent>
    </Popover>
  )
}

function ProblemItem({ problem, onChoose }: { problem: Problem; onChoose: () => void }): ReactElement {
  const { inspect, select } = useEditorActions()
  const name = useEditor((state) =>
    problem.nodeId === undefined ? undefined : (state.graph.nodes.get(problem.nodeId)?.name ?? problem.nodeId),
  )
  const reveal = useRevealNode()
  const go = () => {
    onChoose()
    if (problem.edgeId !== undefined) select([], [problem.edgeId])
    if (problem.nodeId === undefined) return
    select([problem.nodeId])
    inspect(problem.nodeId, problem.path?.startsWith('settings') ? 'settings' : 'parameters')
    reveal(problem.nodeId, { center: true })
  }
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <button
      type="button"
      onClick={go}
      className="flex w-full items-start gap-2 rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover"
    >
      <Icon
        aria-label={problem.severity === 'error' ? 'Error' : 'Warning'}
        className={`mt-0.5 size-3.5 shrink-0 ${problem.severity === 'error' ? 'text-failed' : 'text-warning'}`}
      />
      <span className="min-w-0">
        {name && <span className="block truncate font-medium text-xs">{name}</span>}
        <span className="block text-muted text-xs">{problem.message}</span>
      </span>
    </button>
  )
}
