import type { NodeDescription } from '@spane/node-sdk'
import type { Position, Workflow, WorkflowGraph } from '@spane/workflow'
import { nodeSize, type Rect } from './node-geometry.ts'
import type { NodePorts } from './node-ports.ts'

/** What the functions that plan an edit may look at. */
export interface Scene {
  workflow: Workflow
  graph: WorkflowGraph
  nodeTypes: ReadonlyMap<string, NodeDescription>
  ports: ReadonlyMap<string, NodePorts>
  /** Where each node is drawn; nodes without a stored position have one here, too. */
  positions: ReadonlyMap<string, Position>
}

/** The rectangles of all nodes but those in `except`. */
export function takenRects(scene: Scene, except: ReadonlySet<string> = new Set()): Rect[] {
  const rects: Rect[] = []
  for (const [id, position] of scene.positions) {
    if (!except.has(id)) rects.push({ ...position, ...nodeSize(scene.ports.get(id)) })
  }
  return rects
}
