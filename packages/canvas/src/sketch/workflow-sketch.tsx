import type { NodeDescription } from '@spane/node-sdk'
import type { Workflow } from '@spane/workflow'
import { type ReactElement, useMemo } from 'react'
import { NodeIcon } from '../view/node-icon.tsx'
import { sketchWorkflow, TILE } from './sketch-workflow.ts'

const ICON = 18

interface WorkflowSketchProps {
  workflow: Pick<Workflow, 'nodes' | 'edges'>
  nodeTypes: ReadonlyMap<string, NodeDescription>
  className?: string
}

/** A small picture of a workflow, at most as large as its tiles are drawn: a tile a node, a line an edge. Decoration; what it shows must be said beside it. */
export function WorkflowSketch({ workflow, nodeTypes, className }: WorkflowSketchProps): ReactElement {
  const { width, height, tiles, lines } = useMemo(() => sketchWorkflow(workflow, nodeTypes), [workflow, nodeTypes])
  return (
    <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={className}>
      <g fill="none" stroke="var(--edge)" strokeWidth={1.5}>
        {lines.map(({ id, path, isError }) => (
          <path key={id} d={path} {...(isError && { stroke: 'var(--state-failed)', strokeDasharray: '4 3' })} />
        ))}
      </g>
      {tiles.map(({ id, x, y, description }) => (
        <g
          key={id}
          data-kind={description?.group ?? 'utility'}
          transform={`translate(${x} ${y})`}
          className="text-kind"
        >
          <rect
            width={TILE}
            height={TILE}
            rx={description?.group === 'trigger' ? TILE / 2 : 9}
            className="fill-kind-soft stroke-raised"
            strokeWidth={2}
          />
          <g transform={`translate(${(TILE - ICON) / 2} ${(TILE - ICON) / 2})`}>
            <NodeIcon name={description?.icon} size={ICON} />
          </g>
        </g>
      ))}
    </svg>
  )
}
