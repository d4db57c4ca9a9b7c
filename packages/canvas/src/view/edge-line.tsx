'use client'

import { cn } from '@spane/ui'
import { ERROR_PORT } from '@spane/workflow'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react'
import { Plus, Trash2 } from 'lucide-react'
import { type MouseEvent, memo, type ReactElement } from 'react'
import { ChangeSign, useChangeMark } from '../compare/change-marks.tsx'
import type { ChangeKind } from '../compare/compare-on-canvas.ts'
import { useEditorActions } from '../store/editor-context.ts'
import type { FlowEdge } from '../store/flow-elements.ts'
import { useEdgeFacts } from './use-edge-facts.ts'
import { useHoveredEdge } from './use-hovered-edge.ts'

/** `20K`: between two nodes there is room for a word. */
const ITEMS = new Intl.NumberFormat('en', { notation: 'compact' })

/** An edge: idle, delivered or dead, and flowing while what it feeds is at work. */
export const EdgeLine = memo(function EdgeLine(props: EdgeProps<FlowEdge>): ReactElement {
  const { id, selected } = props
  const { edge, outcome, items, isFlowing, isDropTarget, hasProblem, readOnly, isWiring, isBlock, isPicked } =
    useEdgeFacts(id)
  const change = useChangeMark('edges', id)
  const { isHovered, hoverProps } = useHoveredEdge()
  const [path, labelX, labelY] = getBezierPath({ ...props, curvature: 0.3 })
  const isLit = isHovered || selected || isDropTarget
  return (
    <g
      data-edge-id={id}
      data-source={edge?.source}
      data-target={edge?.target}
      data-outcome={outcome ?? 'idle'}
      data-change={change}
      className={cn(
        'edge-line',
        edge?.sourcePort === ERROR_PORT && 'edge-error',
        isFlowing && 'edge-flowing',
        hasProblem && 'edge-invalid',
        isLit && 'edge-lit',
      )}
      {...hoverProps}
    >
      {/* Among blocks a line is too thin to be meant by a pointer; it is still reached by key. */}
      <BaseEdge id={id} path={path} interactionWidth={isBlock ? 0 : 20} />
      {change && <EdgeChange change={change} x={labelX} y={labelY} />}
      {isFlowing && !isBlock && <path d={path} className="edge-stream" fill="none" />}
      {items !== undefined && !isLit && !isBlock && (
        <text x={labelX} y={labelY} dy="0.35em" textAnchor="middle" className="edge-items">
          {items === 1 ? '1 item' : `${ITEMS.format(items)} items`}
        </text>
      )}
      {/* A box selects edges along with nodes: tools on all of them would bury what they are about. */}
      {(isHovered || isPicked) && !isBlock && !readOnly && !isDropTarget && !isWiring && (
        <EdgeTools id={id} x={labelX} y={labelY} hoverProps={hoverProps} />
      )}
    </g>
  )
})

function EdgeChange({ change, x, y }: { change: ChangeKind; x: number; y: number }): ReactElement {
  return (
    <EdgeLabelRenderer>
      <div className="absolute" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
        <ChangeSign change={change} />
      </div>
    </EdgeLabelRenderer>
  )
}

interface EdgeToolsProps {
  id: string
  x: number
  y: number
  hoverProps: { onMouseEnter: () => void; onMouseLeave: () => void }
}

/** What can be done with the edge under the pointer. */
function EdgeTools({ id, x, y, hoverProps }: EdgeToolsProps): ReactElement {
  const { patch, deleteEdge } = useEditorActions()
  const openPicker = (event: MouseEvent<HTMLButtonElement>) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    patch({ picker: { anchor: { x: left, y: bottom + 4 }, edgeId: id } })
  }
  const classes =
    'flex size-5 items-center justify-center border border-line-strong bg-raised text-muted first:rounded-l-sm last:rounded-r-sm not-first:border-l-0 hover:bg-hover hover:text-ink'
  return (
    <EdgeLabelRenderer>
      <div
        data-edge-tools={id}
        className="nodrag nopan pointer-events-auto absolute flex shadow-card"
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        {...hoverProps}
      >
        <button
          type="button"
          aria-label="Add a node here"
          title="Add a node here"
          className={classes}
          onClick={openPicker}
        >
          <Plus aria-hidden="true" className="size-3" />
        </button>
        <button
          type="button"
          aria-label="Delete edge"
          title="Delete edge"
          className={cn(classes, 'hover:bg-failed-soft hover:text-failed')}
          onClick={() => deleteEdge(id)}
        >
          <Trash2 aria-hidden="true" className="size-3" />
        </button>
      </div>
    </EdgeLabelRenderer>
  )
}
