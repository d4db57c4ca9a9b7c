import {
  applyOperations,
  checkSchema,
  compileGraph,
  type Group,
  layoutSchema,
  type NodeTypeLookup,
  type Note,
  normalizeWorkflow,
  type Operation,
  type Position,
  type WorkflowEdge,
  type WorkflowNode,
} from '@spane/workflow'
import { createEdge } from './connect.ts'
import { createId, idBase } from './create-id.ts'
import { findFreePosition, GRID, nodeSize, type Rect, snapToGrid } from './node-geometry.ts'
import { computePorts } from './node-ports.ts'
import { resolvePositions } from './resolve-positions.ts'
import { type Scene, takenRects } from './scene.ts'

/** What copying puts on the clipboard, as JSON text. A whole workflow has this shape, too. */
export interface Clip {
  nodes: WorkflowNode[]
  edges: WorkflowEdge[]
  layout?: { notes: Note[]; groups: Group[] }
}

/** The nodes and notes with the edges and groups among them, in a form that other editors and people can read. */
export function copyElements(
  scene: Scene,
  nodeIds: ReadonlySet<string>,
  noteIds: ReadonlySet<string> = new Set(),
): Clip | undefined {
  const { layout } = scene.workflow
  const nodes = scene.workflow.nodes
    .filter((node) => nodeIds.has(node.id))
    .map((node) => ({ ...node, position: scene.positions.get(node.id) ?? node.position }))
  const notes = (layout?.notes ?? []).filter((note) => noteIds.has(note.id))
  if (nodes.length + notes.length === 0) return undefined
  const edges = scene.workflow.edges.filter((edge) => nodeIds.has(edge.source) && nodeIds.has(edge.target))
  const groups = (layout?.groups ?? []).filter((group) => group.nodeIds.every((id) => nodeIds.has(id)))
  return { nodes, edges, ...(notes.length + groups.length > 0 && { layout: { notes, groups } }) }
}

export type ParsedClip = { clip: Clip } | { problem: string }

/** Reads what the clipboard holds: nodes, or a workflow in either of its forms, of this or of another instance. */
export function parseClip(text: string, types?: NodeTypeLookup): ParsedClip {
  if (text.trim() === '') return { problem: 'The clipboard holds no text.' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'The clipboard holds a text that is not the JSON of a workflow.' }
  }
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !Array.isArray(value.nodes)) {
    return { problem: 'The clipboard holds JSON, but no workflow: it has no list of nodes.' }
  }
  const layout = checkSchema(layoutSchema, 'layout' in value ? value.layout : {}, (path) => path.join('.'))
  const result = normalizeWorkflow(
    { ...value, id: 'clip', name: 'clip', settings: undefined, layout: undefined },
    types,
  )
  if ('problems' in result) {
    return { problem: `The workflow on the clipboard is not valid. ${result.problems[0]?.message ?? ''}`.trim() }
  }
  const { nodes, edges } = result.workflow
  const { notes, groups } = 'data' in layout ? layout.data : { notes: [], groups: [] }
  if (nodes.length + notes.length === 0) return { problem: 'The workflow on the clipboard has no nodes.' }
  return { clip: { nodes, edges, ...(notes.length + groups.length > 0 && { layout: { notes, groups } }) } }
}

export interface PlannedPaste {
  nodeIds: string[]
  noteIds: string[]
  operations: Operation[]
}

/** Adds a clip under ids that are free; its expressions, edges and groups name the new ids. */
export function planPaste(scene: Scene, clip: Clip, at?: Position): PlannedPaste {
  const { nodes: given, edges, groups } = withFreeIds(scene, clip)
  const nodes = placed(scene, given, edges)
  const notes = clip.layout?.notes ?? []
  const rects = [...nodes.map(nodeRect), ...notes.map(noteRect)]
  const origin = { x: Math.min(...rects.map(({ x }) => x)), y: Math.min(...rects.map(({ y }) => y)) }
  const wanted = at ?? { x: origin.x + 2 * GRID, y: origin.y + 2 * GRID }
  const size = {
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - origin.x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - origin.y,
  }
  // Everything moves together, down until nothing is covered.
  const place = findFreePosition(wanted, size, takenRects(scene))
  const shifted = ({ x, y }: Position) => snapToGrid({ x: x - origin.x + place.x, y: y - origin.y + place.y })

  const operations: Operation[] = nodes.map((node) => ({
    type: 'addNode',
    node: { ...node, position: shifted(nodeRect(node)) },
  }))
  const taken = new Set(scene.graph.edges.keys())
  for (const { id: _old, ...ends } of edges) {
    const edge = createEdge(ends, (id) => taken.has(id))
    taken.add(edge.id)
    operations.push({ type: 'addEdge', edge })
  }
  const { layout } = scene.workflow
  const noteIds = new Set(layout?.notes.map((note) => note.id))
  const pastedNotes = notes.map((note) => {
    const id = createId('note', (candidate) => noteIds.has(candidate))
    noteIds.add(id)
    return { ...note, id, position: shifted(note.position) }
  })
  operations.push(...pastedNotes.map((note): Operation => ({ type: 'addNote', note })))
  const groupIds = new Set(layout?.groups.map((group) => group.id))
  for (const group of groups) {
    const id = createId('group', (candidate) => groupIds.has(candidate))
    groupIds.add(id)
    operations.push({ type: 'addGroup', group: { ...group, id } })
  }
  return { nodeIds: nodes.map((node) => node.id), noteIds: pastedNotes.map((note) => note.id), operations }
}

function withFreeIds(scene: Scene, clip: Clip): { nodes: WorkflowNode[]; edges: WorkflowEdge[]; groups: Group[] } {
  const unique = [...new Map(clip.nodes.map((node) => [node.id, node])).values()]
  const ids = new Set(unique.map((node) => node.id))
  const edges = clip.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target))
  const groups = (clip.layout?.groups ?? [])
    .map((group) => ({ ...group, nodeIds: group.nodeIds.filter((id) => ids.has(id)) }))
    .filter((group) => group.nodeIds.length > 0)
  const renames: Operation[] = []
  for (const node of unique) {
    if (!scene.graph.nodes.has(node.id)) continue
    const newId = createId(idBase(node.id), (id) => scene.graph.nodes.has(id) || ids.has(id))
    ids.add(newId)
    renames.push({ type: 'renameNode', nodeId: node.id, newId })
  }
  const layout = { notes: [], groups }
  // Renaming inside a workflow of their own rewrites the expressions, edges and groups that name the copied nodes.
  const { workflow } = applyOperations({ id: 'clip', name: 'clip', nodes: unique, edges, layout }, renames)
  return { nodes: workflow.nodes, edges: workflow.edges, groups: workflow.layout?.groups ?? [] }
}

/** Nodes that come without a place, from code or the API for example, are laid out. */
function placed(scene: Scene, nodes: WorkflowNode[], edges: WorkflowEdge[]): WorkflowNode[] {
  if (nodes.every((node) => node.position)) return nodes
  const graph = compileGraph({ id: 'clip', name: 'clip', nodes, edges })
  const positions = resolvePositions(graph, computePorts(graph, scene.nodeTypes), new Map())
  return nodes.map((node) => ({ ...node, position: positions.get(node.id) }))
}

function nodeRect(node: WorkflowNode): Rect {
  return { ...(node.position ?? { x: 0, y: 0 }), ...nodeSize(undefined) }
}

function noteRect(note: Note): Rect {
  return { ...note.position, ...note.size }
}
