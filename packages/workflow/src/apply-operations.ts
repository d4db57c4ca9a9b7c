import { applyLayoutOperation, type LayoutOperation, leaveGroups, renameInGroups } from './apply-layout-operation.ts'
import type { Workflow, WorkflowEdge, WorkflowNode } from './definition.ts'
import { EMPTY_LAYOUT, type WorkflowLayout } from './layout.ts'
import { renameNodeInExpressions } from './node-references.ts'
import type { Operation } from './operation.ts'
import { OperationError, type OperationErrorCode } from './operation-error.ts'
import { patched, unpatch } from './patch.ts'
import { quote } from './quote.ts'

export interface AppliedOperations {
  workflow: Workflow
  /** Applied to `workflow`, these give back the workflow as it was. */
  inverse: Operation[]
}

type OperationOf<T extends Operation['type']> = Extract<Operation, { type: T }>

/**
 * Applies a batch of operations: all of them or, by throwing, none. The given workflow is not changed, and nodes and edges
 * that no operation touches are the same objects in the result.
 * @throws OperationError
 */
export function applyOperations(workflow: Workflow, operations: readonly Operation[]): AppliedOperations {
  const draft = new Draft(workflow)
  const inverses = operations.map((operation, index) => {
    draft.index = index
    return draft.apply(operation)
  })
  return { workflow: draft.current, inverse: inverses.reverse().flat() }
}

/** The workflow while a batch is applied. Each method returns the operations that undo what it did, in order. */
class Draft {
  /** Of the operation that is being applied. */
  index = 0
  current: Workflow
  constructor(workflow: Workflow) {
    this.current = { ...workflow, nodes: [...workflow.nodes], edges: [...workflow.edges] }
  }

  apply(operation: Operation): Operation[] {
    switch (operation.type) {
      case 'addNode':
        return this.addNode(operation)
      case 'removeNode':
        return this.removeNode(operation.nodeId)
      case 'updateNode':
        return this.updateNode(operation)
      case 'moveNodes':
        return this.moveNodes(operation.positions)
      case 'renameNode':
        return this.renameNode(operation.nodeId, operation.newId)
      case 'addEdge':
        return this.addEdge(operation)
      case 'removeEdge':
        return this.removeEdge(operation.edgeId)
      case 'updateWorkflow':
        return this.updateWorkflow(operation.patch)
      default:
        return this.changeLayout(operation)
    }
  }

  private addNode({ node, index }: OperationOf<'addNode'>): Operation[] {
    if (this.current.nodes.some(({ id }) => id === node.id)) {
      this.fail('NODE_EXISTS', `There already is a node ${quote(node.id)}.`)
    }
    this.current.nodes.splice(index ?? this.current.nodes.length, 0, node)
    return [{ type: 'removeNode', nodeId: node.id }]
  }

  private removeNode(nodeId: string): Operation[] {
    const at = this.findNode(nodeId)
    if (this.current.edges.some((edge) => edge.source === nodeId || edge.target === nodeId)) {
      this.fail('NODE_HAS_EDGES', `Node ${quote(nodeId)} still has edges: remove them first.`)
    }
    const [node] = this.current.nodes.splice(at, 1) as [WorkflowNode]
    const inverse: Operation[] = [{ type: 'addNode', node, index: at }]
    if (this.current.entryNodeId === nodeId) inverse.push(...this.updateWorkflow({ entryNodeId: null }))
    // Undone in the order opposite to that in which they were made, once the node is back.
    for (const leaving of leaveGroups(this.layout, nodeId)) inverse.splice(1, 0, ...this.changeLayout(leaving))
    return inverse
  }

  private updateNode({ nodeId, patch }: OperationOf<'updateNode'>): Operation[] {
    const at = this.findNode(nodeId)
    const node = this.current.nodes[at] as WorkflowNode
    this.current.nodes[at] = patched(node, patch)
    return [{ type: 'updateNode', nodeId, patch: unpatch(node, patch) }]
  }

  private moveNodes(positions: OperationOf<'moveNodes'>['positions']): Operation[] {
    const before: [string, WorkflowNode['position'] | null][] = []
    for (const [nodeId, position] of Object.entries(positions)) {
      const at = this.findNode(nodeId)
      const node = this.current.nodes[at] as WorkflowNode
      before.push([nodeId, node.position ?? null])
      this.current.nodes[at] = patched(node, { position })
    }
    return [{ type: 'moveNodes', positions: Object.fromEntries(before) as typeof positions }]
  }

  private renameNode(nodeId: string, newId: string): Operation[] {
    const at = this.findNode(nodeId)
    if (newId === nodeId) return []
    if (this.current.nodes.some(({ id }) => id === newId)) {
      this.fail('NODE_EXISTS', `There already is a node ${quote(newId)}.`)
    }
    const inverse: Operation[] = [{ type: 'renameNode', nodeId: newId, newId: nodeId }]
    const rename = (id: string): string => (id === nodeId ? newId : id)
    this.current.nodes = this.current.nodes.map((node, index) => {
      const config = renameNodeInExpressions(node.config, nodeId, newId)
      // Renaming back would miss how the code was written, and would touch code that named the new id all along.
      if (config !== node.config || renameNodeInExpressions(node.config, newId, nodeId) !== node.config) {
        inverse.push({ type: 'updateNode', nodeId: node.id, patch: { config: node.config } })
      }
      if (index !== at) return config === node.config ? node : { ...node, config }
      return { ...node, id: newId, config }
    })
    this.current.edges = this.current.edges.map((edge) =>
      edge.source === nodeId || edge.target === nodeId
        ? { ...edge, source: rename(edge.source), target: rename(edge.target) }
        : edge,
    )
    if (this.current.entryNodeId === nodeId) this.current.entryNodeId = newId
    this.layout = renameInGroups(this.layout, nodeId, newId)
    return inverse
  }

  private addEdge({ edge, index }: OperationOf<'addEdge'>): Operation[] {
    this.findNode(edge.source)
    this.findNode(edge.target)
    for (const other of this.current.edges) {
      if (other.id === edge.id) this.fail('EDGE_EXISTS', `There already is an edge ${quote(edge.id)}.`)
      if (sameEnds(other, edge)) {
        this.fail(
          'DUPLICATE_EDGE',
          `These ports of ${quote(edge.source)} and ${quote(edge.target)} are already connected.`,
        )
      }
    }
    this.current.edges.splice(index ?? this.current.edges.length, 0, edge)
    return [{ type: 'removeEdge', edgeId: edge.id }]
  }

  private removeEdge(edgeId: string): Operation[] {
    const at = this.current.edges.findIndex(({ id }) => id === edgeId)
    if (at < 0) this.fail('EDGE_NOT_FOUND', `There is no edge ${quote(edgeId)}.`)
    const [edge] = this.current.edges.splice(at, 1) as [WorkflowEdge]
    return [{ type: 'addEdge', edge, index: at }]
  }

  private updateWorkflow(patch: OperationOf<'updateWorkflow'>['patch']): Operation[] {
    if (typeof patch.entryNodeId === 'string') this.findNode(patch.entryNodeId)
    const inverse: Operation = { type: 'updateWorkflow', patch: unpatch(this.current, patch) }
    this.current = patched(this.current, patch)
    return [inverse]
  }

  private changeLayout(operation: LayoutOperation): Operation[] {
    const named = operation.type === 'addGroup' ? operation.group.nodeIds : []
    const renamed = operation.type === 'updateGroup' ? (operation.patch.nodeIds ?? []) : []
    for (const nodeId of [...named, ...renamed]) this.findNode(nodeId)
    const result = applyLayoutOperation(this.layout, operation)
    if ('code' in result) this.fail(result.code, result.message)
    this.layout = result.layout
    return result.inverse
  }

  private get layout(): WorkflowLayout {
    return this.current.layout ?? EMPTY_LAYOUT
  }

  /** An empty layout is none, so that taking back the first note gives the workflow as it was. */
  private set layout(layout: WorkflowLayout) {
    if (layout === this.layout) return
    if (layout.notes.length + layout.groups.length > 0) this.current.layout = layout
    else delete this.current.layout
  }

  private findNode(nodeId: string): number {
    const at = this.current.nodes.findIndex(({ id }) => id === nodeId)
    if (at < 0) this.fail('NODE_NOT_FOUND', `There is no node ${quote(nodeId)}.`)
    return at
  }

  private fail(code: OperationErrorCode, message: string): never {
    throw new OperationError(code, this.index, message)
  }
}

function sameEnds(a: WorkflowEdge, b: WorkflowEdge): boolean {
  return (
    a.source === b.source && a.target === b.target && a.sourcePort === b.sourcePort && a.targetPort === b.targetPort
  )
}
