import { type NodeDescription, nodeTypeFacts } from '@spane/node-sdk'
import { compileGraph, ERROR_PORT, type Operation, type WorkflowEdge, type WorkflowNode } from '@spane/workflow'
import { createEdge } from './connect.ts'
import { type CanvasPort, computePorts } from './node-ports.ts'
import type { Scene } from './scene.ts'

/**
 * The operations that give a node another type: one gesture. It keeps its id, its place, its settings, a name that a
 * person gave it, the config fields that the new type takes as they are, and every edge for which the new type has a port.
 */
export function planReplacement(scene: Scene, nodeId: string, description: NodeDescription): Operation[] {
  const node = scene.graph.nodes.get(nodeId)
  if (!node || node.type === description.type) return []
  const replaced: WorkflowNode = {
    ...node,
    type: description.type,
    config: fittingConfig(node.config, description),
    name: keepsName(node, scene) ? node.name : description.name,
  }
  const { name = null, config, type } = replaced
  return [
    ...moveEdges(scene, node, replaced),
    { type: 'updateNode', nodeId, patch: { type, config, name } },
    ...addedEdges(scene, node, replaced),
  ]
}

/** A name that only says the old type, as nodes get it when they are added, would lie now. */
function keepsName(node: WorkflowNode, scene: Scene): boolean {
  const typeName = scene.nodeTypes.get(node.type)?.name
  return node.name !== undefined && node.name.replace(/ \d+$/, '') !== typeName
}

function fittingConfig(config: Record<string, unknown>, description: NodeDescription): Record<string, unknown> {
  const facts = nodeTypeFacts(description)
  let kept = structuredClone(description.defaults) as Record<string, unknown>
  const allowed = new Set(issuesOf(kept))
  for (const [name, value] of Object.entries(config)) {
    if (!facts.hasConfigField?.(name)) continue
    const candidate = { ...kept, [name]: value }
    if (issuesOf(candidate).every((path) => allowed.has(path))) kept = candidate
  }
  return kept

  function issuesOf(candidate: Record<string, unknown>): string[] {
    return (facts.validateConfig?.(candidate) ?? []).map((issue) => issue.path)
  }
}

interface MovedEdge {
  edge: WorkflowEdge
  index: number
  /** Undefined: the new type has no port for it. */
  ends: Omit<WorkflowEdge, 'id'> | undefined
}

/** The edges that cannot stay as they are. */
function changedEdges(scene: Scene, node: WorkflowNode, replaced: WorkflowNode): MovedEdge[] {
  const bare = compileGraph({ ...scene.workflow, nodes: [replaced], edges: [] })
  const ports = computePorts(bare, scene.nodeTypes).get(node.id)
  const outputs = ports?.outputs.filter((port) => port.id !== ERROR_PORT) ?? []
  const before = scene.ports.get(node.id)
  const result: MovedEdge[] = []
  for (const [index, edge] of scene.workflow.edges.entries()) {
    if (edge.source === node.id && edge.sourcePort !== ERROR_PORT) {
      const port = samePlace(edge.sourcePort, before?.outputs, outputs)
      if (port !== edge.sourcePort)
        result.push({ edge, index, ends: port === undefined ? undefined : { ...ends(edge), sourcePort: port } })
    } else if (edge.target === node.id) {
      const port = samePlace(edge.targetPort, before?.inputs, ports?.inputs ?? [])
      if (port !== edge.targetPort)
        result.push({ edge, index, ends: port === undefined ? undefined : { ...ends(edge), targetPort: port } })
    }
  }
  return result
}

/** The port of the same id, else the one at the same place, else the last one. */
function samePlace(id: string, before: readonly CanvasPort[] = [], after: readonly CanvasPort[]): string | undefined {
  if (after.some((port) => port.id === id)) return id
  const place = before.findIndex((port) => port.id === id)
  return (after[place] ?? after.at(-1))?.id
}

function ends({ id: _id, ...rest }: WorkflowEdge): Omit<WorkflowEdge, 'id'> {
  return rest
}

function moveEdges(scene: Scene, node: WorkflowNode, replaced: WorkflowNode): Operation[] {
  return changedEdges(scene, node, replaced).map(({ edge }) => ({ type: 'removeEdge', edgeId: edge.id }))
}

function addedEdges(scene: Scene, node: WorkflowNode, replaced: WorkflowNode): Operation[] {
  const changed = changedEdges(scene, node, replaced)
  const gone = new Set(changed.map(({ edge }) => edge.id))
  const edges = scene.workflow.edges.filter((edge) => !gone.has(edge.id))
  const operations: Operation[] = []
  for (const { ends: moved } of changed) {
    // Two branches that now leave by one port to the same node are one edge.
    if (!moved || edges.some((other) => sameEnds(other, moved))) continue
    const edge = createEdge(moved, (id) => edges.some((other) => other.id === id))
    edges.push(edge)
    operations.push({ type: 'addEdge', edge })
  }
  return operations
}

function sameEnds(a: WorkflowEdge, b: Omit<WorkflowEdge, 'id'>): boolean {
  return (
    a.source === b.source && a.sourcePort === b.sourcePort && a.target === b.target && a.targetPort === b.targetPort
  )
}
