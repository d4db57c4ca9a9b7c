import type { Position } from '@spane/workflow'
import type { NodePorts } from './node-ports.ts'

/** Nodes snap to this. */
export const GRID = 16
export const NODE_WIDTH = 224
/** Icon, name and type; a single port sits at half of it. */
export const HEADER_HEIGHT = 48
/** A line with the name of an input and of an output port. */
export const PORT_ROW_HEIGHT = 24
/** A port's dot; canvas.css draws it. */
export const PORT_SIZE = 11
/** The line with the state of the node in a run. */
export const STATUS_HEIGHT = 26
export const NEW_NOTE_SIZE = { width: 240, height: 160 } as const
/** Room between a node and the one placed after it. */
export const NODE_GAP_X = 80
export const NODE_GAP_Y = 32

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** Lines of named ports under the header. */
export function countPortRows(ports: NodePorts): number {
  return Math.max(ports.inputsNamed ? ports.inputs.length : 0, ports.outputsNamed ? ports.outputs.length : 0)
}

/** A node as the canvas measures it: its card without the line of its state, which a run hangs below. */
export function cardSize(ports: NodePorts | undefined): { width: number; height: number } {
  const rows = ports ? countPortRows(ports) : 0
  return { width: NODE_WIDTH, height: HEADER_HEIGHT + rows * PORT_ROW_HEIGHT }
}

/** The room that a node takes; with the line of its state, so that a run does not make neighbours overlap. */
export function nodeSize(ports: NodePorts | undefined): { width: number; height: number } {
  const { width, height } = cardSize(ports)
  return { width, height: height + STATUS_HEIGHT }
}

/** Distance from the node's top to the middle of a port. */
export function portOffset(index: number, named: boolean): number {
  return named ? HEADER_HEIGHT + index * PORT_ROW_HEIGHT + PORT_ROW_HEIGHT / 2 : HEADER_HEIGHT / 2
}

export function snapToGrid(position: Position): Position {
  return { x: Math.round(position.x / GRID) * GRID, y: Math.round(position.y / GRID) * GRID }
}

/** The nearest free place at or below `wanted`, so that a new node never lands on another. */
export function findFreePosition(
  wanted: Position,
  size: { width: number; height: number },
  taken: readonly Rect[],
): Position {
  const place = snapToGrid(wanted)
  // Each round moves down past one rectangle for good, so there are at most as many rounds as rectangles.
  for (let round = 0; round <= taken.length; round++) {
    const blocker = taken.find((rect) => overlaps({ ...place, ...size }, rect))
    if (!blocker) break
    place.y = Math.ceil((blocker.y + blocker.height + GRID) / GRID) * GRID
  }
  return place
}

/** Whether they touch, or stand closer than the grid. */
export function overlaps(a: Rect, b: Rect): boolean {
  return (
    a.x < b.x + b.width + GRID &&
    b.x < a.x + a.width + GRID &&
    a.y < b.y + b.height + GRID &&
    b.y < a.y + a.height + GRID
  )
}
