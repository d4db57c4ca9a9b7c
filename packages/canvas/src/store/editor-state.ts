import type { NodeDescription } from '@spane/node-sdk'
import type { Operation, Position, Problem, Workflow, WorkflowGraph } from '@spane/workflow'
import type { EdgeChange, NodeChange } from '@xyflow/react'
import type { NodePlace } from '../edit/add-node.ts'
import type { Clip } from '../edit/clipboard.ts'
import type { PortEnd } from '../edit/connect.ts'
import type { NodePorts } from '../edit/node-ports.ts'
import type { RunOverlay } from '../editor-props.ts'
import type { FlowEdge, FlowNode } from './flow-elements.ts'
import type { History } from './history.ts'
import type { ProblemIndex } from './problem-index.ts'

/** The picker of node types: where it opens, and what happens to the node that is picked. */
export interface PickerRequest extends NodePlace {
  /** A wire was let go here: the node goes under the pointer. */
  dropped?: boolean
  /** Client coordinates of its top left corner. */
  anchor: { x: number; y: number }
}

/** A wire that is being drawn. */
export interface DraggedWire {
  end: PortEnd
  /** Which end of the edge it holds. */
  side: 'source' | 'target'
  /** Nodes that would close a cycle. */
  forbidden: ReadonlySet<string>
}

export const NOTHING_PINNED: ReadonlySet<string> = new Set()

export type InspectorTab = 'parameters' | 'settings' | 'run' | 'logs'

export interface EditorState extends History {
  readonly workflow: Workflow
  readonly graph: WorkflowGraph
  readonly ports: ReadonlyMap<string, NodePorts>
  readonly positions: ReadonlyMap<string, Position>
  readonly nodeTypes: ReadonlyMap<string, NodeDescription>
  readonly readOnly: boolean
  readonly flowNodes: FlowNode[]
  readonly flowEdges: FlowEdge[]
  readonly problems: ProblemIndex
  readonly run: RunOverlay | null
  readonly pinnedNodes: ReadonlySet<string>

  readonly inspectedNodeId: string | null
  readonly inspectorTab: InspectorTab
  readonly renamingNodeId: string | null
  readonly picker: PickerRequest | null
  readonly wire: DraggedWire | null
  /** The edge onto which a node from the palette would be dropped. */
  readonly dropEdgeId: string | null
  readonly paletteOpen: boolean
  readonly shortcutsOpen: boolean
  /** True for the moment of a layout's animation. */
  readonly tidying: boolean
}

export interface ApplyOptions {
  mergeKey?: string
  /** Nodes to select afterwards. */
  select?: readonly string[]
}

/** Everything that changes the state. Operations that do not apply leave it as it is and return false. */
export interface EditorActions {
  apply(operations: Operation[], options?: ApplyOptions): boolean
  undo(): void
  redo(): void
  setWorkflow(workflow: Workflow): void

  changeNodes(changes: NodeChange<FlowNode>[]): void
  changeEdges(changes: EdgeChange<FlowEdge>[]): void
  /** Turns where nodes were dragged to into one operation. */
  commitPositions(): void
  select(nodeIds: readonly string[], edgeIds?: readonly string[]): void

  addNode(description: NodeDescription, place: NodePlace): string | undefined
  deleteSelection(): void
  deleteEdge(edgeId: string): void
  connect(edge: { source: string; sourcePort: string; target: string; targetPort: string }): void
  copySelection(): Clip | undefined
  paste(clip: Clip, at?: Position): void
  duplicateSelection(): void
  tidy(): void
  renameNode(nodeId: string, name: string): void

  inspect(nodeId: string | null, tab?: InspectorTab): void
  patch(view: Partial<EditorView>): void
  /** Has `flush` call this: edits that are still being typed. Returns how to take it back. */
  registerPending(commit: () => void): () => void
  /** Turns what is being typed into operations now. */
  flush(): void
  setProblems(problems: readonly Problem[]): void
}

/** The part of the state that is only about what is open, and carries no rules. */
export type EditorView = Pick<
  EditorState,
  | 'inspectorTab'
  | 'renamingNodeId'
  | 'picker'
  | 'wire'
  | 'dropEdgeId'
  | 'paletteOpen'
  | 'shortcutsOpen'
  | 'tidying'
  | 'run'
  | 'pinnedNodes'
>
