'use client'

import { ViewportPortal } from '@xyflow/react'
import { Equal, EqualNot, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { NODE_WIDTH } from '../edit/node-geometry.ts'
import { useEditor } from '../store/editor-context.ts'
import type { ComparedNode } from './compare-runs.ts'
import { markText } from './describe-difference.ts'

/** How far a mark stands above its node. */
const ABOVE = 26

/** On the canvas above each node: whether it did the same in both runs, by a shape and in words. */
export function CompareMarks({ nodes }: { nodes: readonly ComparedNode[] }): ReactElement {
  const positions = useEditor((state) => state.positions)
  const hidden = useEditor((state) => state.grouping.hidden)
  return (
    <ViewportPortal>
      {nodes.map((node) => {
        const position = positions.get(node.nodeId)
        if (!position || hidden.has(node.nodeId)) return null
        const { differences } = node
        const isNew = differences.includes('only-second')
        const Icon = differences.length === 0 ? Equal : isNew ? Plus : EqualNot
        return (
          <span
            key={node.nodeId}
            data-mark-of={node.nodeId}
            data-differs={differences.length > 0 || undefined}
            className="small-print pointer-events-none absolute flex items-center gap-1 truncate rounded-sm border border-transparent px-1.5 py-0.5 text-faint text-xs data-[differs]:border-line-strong data-[differs]:bg-raised data-[differs]:font-medium data-[differs]:text-ink"
            style={{ transform: `translate(${position.x}px, ${position.y - ABOVE}px)`, maxWidth: NODE_WIDTH }}
          >
            <Icon aria-hidden="true" className="size-3.5 shrink-0" />
            <span className="truncate">{markText(node)}</span>
          </span>
        )
      })}
    </ViewportPortal>
  )
}
