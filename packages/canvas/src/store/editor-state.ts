import type { NodeDescription } from '@spane/node-sdk'
import type {
  Group,
  LayoutColor,
  MergeRenames,
  Note,
  Operation,
  Position,
  Problem,
  Workflow,
  WorkflowGraph,
} from '@spane/workflow'
import type { EdgeChange, NodeChange } from '@xyflow/react'
import type { NodePlace } from '../edit/add-node.ts'
import type { AlignGuides } from '../edit/align-guides.ts'
import type { Clip } from '../edit/clipboard.ts'
import type { PortEnd } from '../edit/connect.ts'
import type { Grouping } from '../edit/groups.ts'
import type { NodePorts } from '../edit/node-ports.ts'
import type { Direction } from '../edit/walk-graph.ts'
import type { RunOverlay } from '../editor-props.ts'
import type { FlowEdge, FlowNode } from './flow-elements.ts'
import type { History } from './history.ts'
import type { PeopleByNode } from './people-by-node.ts'
import type { ProblemIndex } from './problem-index.ts'

/** The picker of node types: where it opens, and what happens to the node that is picked. */
export interface PickerRequest extends NodePlace {
  /** A wire was let go here: the node goes under the pointer. */
  dropped?: boolean
  /** The node that is to get another type; nothing is added then. */
  replaceNodeId?: string
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
  /** Nodes that have no port for its other end. */
  portless: ReadonlySet<string>
  /** What the new edge is judged by: without the edge that is in the hand. */
  graph: WorkflowGraph
  /** The edge whose other end is in the hand. */
  edgeId?: string
}

/** A connection that is made by choosing from lists: a new edge out of a node, or another end for an edge. */
export type ConnectRequest =
  | { kind: 'connect'; nodeId: string }
  | { kind: 'rewire'; edgeId: string; side: 'source' | 'target' }

/** Something to be read aloud. The number tells two equal ones apart. */
export interface Announcement {
  text: string
  number: number
}

export const NOTHING_PINNED: ReadonlySet<string> = new Set()

/** How much of a node is drawn: all, all but what the hand could not hit any more, or a sheet in the colour of its state. */
export type Detail = 'whole' | 'large' | 'plain' | 'block'

export type InspectorTab = 'parameters' | 'settings' | 'run' | 'logs'

export interface EditorState extends History {
  readonly workflow: Workflow
  readonly graph: WorkflowGraph
  readonly ports: ReadonlyMap<string, NodePorts>
  readonly positions: ReadonlyMap<string, Position>
  readonly grouping: Grouping
  readonly nodeTypes: ReadonlyMap<string, NodeDescription>
  readonly readOnly: boolean
  readonly flowNodes: FlowNode[]
  readonly flowEdges: FlowEdge[]
  readonly problems: ProblemIndex
  readonly run: RunOverlay | null
  readonly pinnedNodes: ReadonlySet<string>
  /** Others who have selected a node, by its id. */
  readonly people: PeopleByNode

  readonly inspectedNodeId: string | null
  readonly inspectorTab: InspectorTab
  readonly renamingNodeId: string | null
  readonly renamingGroupId: string | null
  readonly editingNoteId: string | null
  readonly picker: PickerRequest | null
  readonly connecting: ConnectRequest | null
  readonly wire: DraggedWire | null
  /** The edge onto which a node from the palette would be dropped. */
  readonly dropEdgeId: string | null
  readonly paletteOpen: boolean
  readonly shortcutsOpen: boolean
  /** Where what is being dragged stands in line with others. */
  readonly guides: AlignGuides | null
  readonly announcement: Announcement
  /** True for the moment of a layout's animation. */
  readonly tidying: boolean
  readonly detail: Detail
}

export interface ApplyOptions {
  mergeKey?: string
  /** Ids of the elements to select afterwards: nodes by their own id. */
  select?: readonly string[]
  /** What was done, to be read aloud. */
  say?: string
}

/** Everything that changes the state. Operations that do not apply leave it as it is and return false. */
export interface EditorActions {
  apply(operations: Operation[], options?: ApplyOptions): boolean
  undo(): void
  redo(): void
  setWorkflow(workflow: Workflow): void
  /** Takes over a working copy into which edits of others were merged. Own gestures can still be undone. */
  takeMerged(workflow: Workflow, renames: MergeRenames): void

  changeNodes(changes: NodeChange<FlowNode>[]): void
  changeEdges(changes: EdgeChange<FlowEdge>[]): void
  /** Turns where things were dragged to into one gesture; `regroup`: nodes join and leave open groups by where they are. */
  commitPositions(options?: { regroup?: boolean }): void
  /** By element ids, which of nodes are their own. */
  select(elementIds: readonly string[], edgeIds?: readonly string[]): void

  addNode(description: NodeDescription, place: NodePlace): string | undefined
  replaceNode(nodeId: string, description: NodeDescription): void
  deleteSelection(): void
  deleteEdge(edgeId: string): void
  connect(edge: { source: string; sourcePort: string; target: string; targetPort: string }): void
  /** Moves one end of an edge to another port. */
  rewire(edgeId: string, side: 'source' | 'target', end: PortEnd): void
  /** Disables what is selected, or enables it when all of it is disabled. */
  toggleDisabled(): void
  /** Moves what is selected by steps of the grid. */
  nudge(direction: Direction, steps: number): void
  copySelection(): Clip | undefined
  paste(clip: Clip, at?: Position): void
  duplicateSelection(): void
  /** Rejects when the layout cannot be loaded. */
  tidy(): Promise<void>
  renameNode(nodeId: string, name: string): void

  /** Adds a note and opens it for writing. */
  addNote(position: Position): void
  updateNote(noteId: string, patch: Partial<Pick<Note, 'text' | 'position' | 'size'>>): void
  /** Puts the selected nodes into a group of their own. */
  groupSelection(): void
  /** Takes the frames of these groups away; their nodes stay. */
  ungroup(groupIds: readonly string[]): void
  updateGroup(groupId: string, patch: Partial<Pick<Group, 'name' | 'folded'>>): void
  leaveGroup(nodeId: string): void
  setColor(subject: { kind: 'note' | 'group'; id: string }, color: LayoutColor | null): void
  say(text: string): void

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
  | 'renamingGroupId'
  | 'editingNoteId'
  | 'picker'
  | 'connecting'
  | 'guides'
  | 'wire'
  | 'dropEdgeId'
  | 'paletteOpen'
  | 'shortcutsOpen'
  | 'tidying'
  | 'detail'
  | 'run'
  | 'pinnedNodes'
  | 'people'
>
