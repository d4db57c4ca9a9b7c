import {
  applyOperations,
  type Operation,
  type Position,
  type WorkflowEdge,
  type WorkflowNode,
  workflowEdgeSchema,
  workflowNodeSchema,
} from '@spane/workflow'
import { z } from 'zod'
import { createEdge } from './connect.ts'
import { createId, idBase } from './create-id.ts'
import { findFreePosition, GRID, nodeSize, snapToGrid } from './node-geometry.ts'
import { type Scene, takenRects } from './scene.ts'

/** What copying puts on the clipboard, as JSON text. A whole workflow has this shape, too. */
const clipSchema = z.object({
  nodes: z.array(workflowNodeSchema).min(1),
  edges: z.array(workflowEdgeSchema).default([]),
})
export type Clip = z.infer<typeof clipSchema>

/** The nodes with the edges between them, in a form that other editors and people can read. */
export function copyNodes(scene: Scene, nodeIds: ReadonlySet<string>): Clip | undefined {
  const nodes = scene.workflow.nodes
    .filter((node) => nodeIds.has(node.id))
    .map((node) => ({ ...node, position: scene.positions.get(node.id) ?? node.position }))
  if (nodes.length === 0) return undefined
  const edges = scene.workflow.edges.filter((edge) => nodeIds.has(edge.source) && nodeIds.has(edge.target))
  return { nodes, edges }
}

/** Reads what the clipboard holds; undefined when that is something else. */
export function parseClip(text: string): Clip | undefined {
  try {
    const parsed = clipSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export interface PlannedPaste {
  nodeIds: string[]
  operations: Operation[]
}

/** Adds a clip under ids that are free; its expressions and edges name the new ids. */
export function planPaste(scene: Scene, clip: Clip, at?: Position): PlannedPaste {
  const { nodes, edges } = withFreeIds(scene, clip)
  const origin = topLeft(nodes)
  const wanted = at ?? { x: origin.x + 2 * GRID, y: origin.y + 2 * GRID }
  const placed = placeGroup(scene, nodes, origin, wanted)
  const taken = new Set(scene.graph.edges.keys())
  const operations: Operation[] = placed.map((node) => ({ type: 'addNode', node }))
  for (const { id: _old, ...ends } of edges) {
    const edge = createEdge(ends, (id) => taken.has(id))
    taken.add(edge.id)
    operations.push({ type: 'addEdge', edge })
  }
  return { nodeIds: placed.map((node) => node.id), operations }
}

function withFreeIds(scene: Scene, clip: Clip): { nodes: WorkflowNode[]; edges: WorkflowEdge[] } {
  const unique = [...new Map(clip.nodes.map((node) => [node.id, node])).values()]
  const ids = new Set(unique.map((node) => node.id))
  const edges = clip.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target))
  const renames: Operation[] = []
  for (const node of unique) {
    if (!scene.graph.nodes.has(node.id)) continue
    const newId = createId(idBase(node.id), (id) => scene.graph.nodes.has(id) || ids.has(id))
    ids.add(newId)
    renames.push({ type: 'renameNode', nodeId: node.id, newId })
  }
  // Renaming inside a workflow of their own rewrites the expressions and edges that name the copied nodes.
  return applyOperations({ id: 'clip', name: 'clip', nodes: unique, edges }, renames).workflow
}

function topLeft(nodes: readonly WorkflowNode[]): Position {
  return {
    x: Math.min(...nodes.map((node) => node.position?.x ?? 0)),
    y: Math.min(...nodes.map((node) => node.position?.y ?? 0)),
  }
}

/** Keeps the nodes' places among themselves, and moves them down together until nothing is covered. */
function placeGroup(scene: Scene, nodes: readonly WorkflowNode[], origin: Position, wanted: Position): WorkflowNode[] {
  const size = nodeSize(undefined)
  const width = Math.max(...nodes.map((node) => (node.position?.x ?? 0) - origin.x)) + size.width
  const height = Math.max(...nodes.map((node) => (node.position?.y ?? 0) - origin.y)) + size.height
  const place = findFreePosition(wanted, { width, height }, takenRects(scene))
  return nodes.map((node) => ({
    ...node,
    position: snapToGrid({
      x: (node.position?.x ?? 0) - origin.x + place.x,
      y: (node.position?.y ?? 0) - origin.y + place.y,
    }),
  }))
}
