'use client'

import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import type { ReactElement } from 'react'
import type { FlowNode } from '../store/flow-elements.ts'
import { useWireTarget } from './use-wire-target.ts'

/** The wire that follows the pointer; red and broken where it must not end. */
export function WireLine({
  fromX,
  fromY,
  fromPosition,
  toX,
  toY,
  toPosition,
  toHandle,
}: ConnectionLineComponentProps<FlowNode>): ReactElement {
  const target = useWireTarget(toHandle, { x: toX, y: toY })
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    curvature: 0.3,
  })
  return (
    <g className="wire-line" data-target={target.kind}>
      <path d={path} fill="none" className="react-flow__edge-path" />
      <circle cx={toX} cy={toY} r={4} />
    </g>
  )
}
