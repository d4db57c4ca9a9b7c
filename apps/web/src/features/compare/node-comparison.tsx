'use client'

import { type ComparedNode, differenceText } from '@spane/canvas'
import { Button, Duration, ErrorState, formatBytes, Skeleton, StatusBadge } from '@spane/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { compareValues, type ValueComparison } from './compare-values.ts'

/** More differences than this are counted. */
const MOST_SHOWN = 100
const LONGEST_VALUE = 300

interface NodeComparisonProps {
  node: ComparedNode
  firstId: string
  secondId: string
}

/** In the inspector: one node in both runs, its states and times side by side, and what differs in its output. */
export function NodeComparison({ node, firstId, secondId }: NodeComparisonProps): ReactElement {
  return (
    <section
      aria-label="Comparison"
      className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-2.5 text-sm"
    >
      <h3 className="font-medium">
        {node.differences.length === 0
          ? 'The same in both runs'
          : node.differences.map((difference) => differenceText(node, difference)).join(', ')}
      </h3>
      <dl className="grid grid-cols-[auto_1fr_auto_auto] items-center gap-x-3 gap-y-1 text-xs">
        {(['First', 'Second'] as const).map((name, index) => {
          const status = node.statuses[index]
          const attempts = node.attempts[index] ?? 0
          return (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd>{status ? <StatusBadge status={status} plain /> : 'Not there'}</dd>
              <dd className="text-muted tabular-nums">{attempts > 1 && `${attempts} attempts`}</dd>
              <dd className="text-right">
                <Duration ms={node.durations[index]} />
              </dd>
            </div>
          )
        })}
      </dl>
      {node.output === 'different' && <OutputDifference nodeId={node.nodeId} firstId={firstId} secondId={secondId} />}
    </section>
  )
}

function OutputDifference({ nodeId, firstId, secondId }: Omit<NodeComparisonProps, 'node'> & { nodeId: string }) {
  const trpc = useTRPC()
  const [whole, setWhole] = useState(false)
  const options = { placeholderData: keepPreviousData }
  const first = useQuery(trpc.executions.nodeRun.queryOptions({ executionId: firstId, nodeId, whole }, options))
  const second = useQuery(trpc.executions.nodeRun.queryOptions({ executionId: secondId, nodeId, whole }, options))
  const comparison = useMemo(
    () => first.data && second.data && compareValues(first.data.output, second.data.output),
    [first.data, second.data],
  )
  const failed = [first, second].find(({ error }) => error)
  if (failed) {
    return (
      <ErrorState message={readProblem(failed.error).message} onRetry={() => void failed.refetch()} className="py-4" />
    )
  }
  if (!comparison) return <Skeleton className="h-16" />
  return <Differences comparison={comparison} isLoading={whole} onLoadAll={() => setWhole(true)} />
}

interface DifferencesProps {
  comparison: ValueComparison
  onLoadAll: () => void
  isLoading: boolean
}

function Differences({ comparison, onLoadAll, isLoading }: DifferencesProps): ReactElement {
  switch (comparison.kind) {
    case 'same':
      return <p className="text-muted text-xs">The values are the same; only the order of their fields differs.</p>
    case 'missing':
      return <p className="text-muted text-xs">{missingText(comparison.side)}</p>
    case 'too-large':
      return (
        <div className="flex flex-col items-start gap-1.5 text-muted text-xs">
          <p>
            The outputs differ; with {formatBytes(comparison.bytes)} they are too large to be compared field by field
            unasked.
          </p>
          <Button size="sm" loading={isLoading} onClick={onLoadAll}>
            Compare all of it
          </Button>
        </div>
      )
    case 'changes':
      break
  }
  const { changes } = comparison
  return (
    <table className="w-full table-fixed border-collapse text-left text-xs" aria-label="What differs in the output">
      <thead className="text-muted">
        <tr>
          <th className="py-1 pr-2 font-medium">Field</th>
          <th className="py-1 pr-2 font-medium">First</th>
          <th className="py-1 font-medium">Second</th>
        </tr>
      </thead>
      <tbody>
        {changes.slice(0, MOST_SHOWN).map(({ path, before, after }) => (
          // What is gone has its place in the first output: another may have it in the second.
          <tr key={`${path} ${after === undefined}`} className="border-line border-t align-top">
            <th scope="row" className="break-words py-1 pr-2 font-mono font-normal">
              {path || 'all of it'}
            </th>
            <Value value={before} />
            <Value value={after} />
          </tr>
        ))}
        {changes.length > MOST_SHOWN && (
          <tr className="border-line border-t text-muted">
            <td colSpan={3} className="py-1">
              And {(changes.length - MOST_SHOWN).toLocaleString('en')} more.
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Value({ value }: { value: unknown }): ReactElement {
  if (value === undefined) return <td className="py-1 pr-2 text-faint">not there</td>
  const text = JSON.stringify(value)
  return (
    <td className="break-words py-1 pr-2 font-mono">
      {text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text}
    </td>
  )
}

function missingText(side: 'first' | 'second' | 'both'): string {
  if (side === 'both') return 'Neither run has an output of this node any more.'
  return `This node gave nothing in the ${side} run.`
}
