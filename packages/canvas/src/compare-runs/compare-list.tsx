'use client'

import { cn, EmptyState, formatDuration, StatusIcon } from '@spane/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Equal, EqualNot, Minus, Plus } from 'lucide-react'
import { type ReactElement, useRef } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import type { ComparedNode } from './compare-runs.ts'
import { differenceText, markText } from './describe-difference.ts'

const ROW_HEIGHT = 52

/** The nodes of two runs beside the canvas, those that differ first. Choosing one opens it. */
export function CompareList({ nodes }: { nodes: readonly ComparedNode[] }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => nodes[index]?.nodeId ?? index,
    overscan: 6,
  })
  const differing = nodes.filter(({ differences }) => differences.length > 0).length
  return (
    <aside
      aria-label="Nodes of both runs"
      className="flex w-72 shrink-0 flex-col border-line border-r bg-surface max-md:w-56"
    >
      <p role="status" className="border-line border-b px-3 py-2 text-sm">
        {differing === 0
          ? 'Nothing differs'
          : `${differing.toLocaleString('en')} of ${nodes.length.toLocaleString('en')} nodes differ`}
      </p>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {nodes.length === 0 && <EmptyState icon={Equal} title="No nodes" className="py-8" />}
        <ol className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const node = nodes[item.index]
            return (
              node && (
                <li
                  key={item.key}
                  aria-setsize={nodes.length}
                  aria-posinset={item.index + 1}
                  className="absolute inset-x-0"
                  style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
                >
                  <CompareRow node={node} />
                </li>
              )
            )
          })}
        </ol>
      </div>
    </aside>
  )
}

function CompareRow({ node }: { node: ComparedNode }): ReactElement {
  const isInspected = useEditor((state) => state.inspectedNodeId === node.nodeId)
  const isShown = useEditor((state) => state.graph.nodes.has(node.nodeId))
  const { select, inspect } = useEditorActions()
  const { differences, statuses, durations, name } = node
  const Icon =
    differences.length === 0 ? Equal : isShown ? (differences.includes('only-second') ? Plus : EqualNot) : Minus
  const text =
    differences.length === 0 ? markText(node) : differences.map((one) => differenceText(node, one)).join(', ')
  return (
    <button
      type="button"
      data-compared={node.nodeId}
      disabled={!isShown}
      aria-current={isInspected || undefined}
      onClick={() => {
        select([node.nodeId])
        inspect(node.nodeId, 'run')
      }}
      className={cn(
        'flex h-full w-full items-start gap-2 rounded-md px-2 py-1.5 text-left not-disabled:hover:bg-hover',
        isInspected && 'bg-accent-soft',
      )}
    >
      <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', differences.length === 0 && 'text-faint')} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1 text-sm">
          <span className={cn('min-w-0 flex-1 truncate', differences.length > 0 && 'font-medium')}>{name}</span>
          {statuses.map((status, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first run and the second
            <span key={index} className="flex size-4 items-center justify-center text-faint">
              {status ? (
                <StatusIcon status={status} className="size-3.5" />
              ) : (
                <Minus aria-hidden="true" className="size-3" />
              )}
            </span>
          ))}
        </span>
        <span className="flex gap-2 text-muted text-xs">
          <span className="min-w-0 flex-1 truncate" title={text}>
            {text}
          </span>
          <span className="shrink-0 tabular-nums">
            {durations.map((ms) => (ms === null ? '–' : formatDuration(ms))).join(' → ')}
          </span>
        </span>
      </span>
    </button>
  )
}
