import type { NodeDescription } from '@spane/node-sdk'
import type { ExecutionView, NodeRunView } from '@spane/realtime'
import type { MergeRenames, Operation, Problem, Workflow } from '@spane/workflow'
import type { ReactNode, Ref } from 'react'
import type { LoadNodeData } from './data/node-data.ts'
import type { EvaluateTemplate } from './expression/evaluate-template.ts'
import type { NodeRunDetail } from './node-run-detail.ts'

/** How far the edits have got; shown in the toolbar. */
export type SaveState =
  | { kind: 'saved'; at?: string }
  | { kind: 'saving' }
  | { kind: 'unsaved'; count: number }
  /** Kept until the server can be reached again. */
  | { kind: 'offline'; count: number }
  /** Others changed the same, or the server refuses: nothing is saved until a person decides. */
  | { kind: 'conflict'; message?: string }

/** An execution laid over the canvas. Hand in a new `view` for every batch of events. */
export interface RunOverlay {
  executionId: string
  view: ExecutionView
  /** The version that it runs, e.g. "Version 12"; named on the canvas, because the draft may have moved on. */
  versionLabel: string
  /** Stands behind it, e.g. what has changed in the draft since. */
  versionNote?: ReactNode
  /** Running nodes whose workers give no sign: the time of the last one, ISO 8601, by node id. */
  silentNodes?: Readonly<Record<string, string>>
  /** No worker is alive: what is ready waits for one. */
  noWorker?: boolean
  /** `view` is not of now but of this moment, in ms since the epoch: clocks in it stand still, and nothing is read aloud. */
  at?: number
  /** Something the viewer must know, e.g. that no worker is alive. */
  notice?: ReactNode
}

/** A workflow that a node may run. */
export interface WorkflowChoice {
  id: string
  name: string
  published: boolean
}

/** An entry that the application adds to the menu of a node. */
export interface NodeMenuItem {
  /** Names it among the others. */
  id: string
  label: string
  icon?: ReactNode
  /** Stands at its right end, e.g. which data it uses. */
  hint?: string
  danger?: boolean
  /** A line stands above it. */
  startsGroup?: boolean
  /** A key that does it to the selected node, e.g. `p`. */
  hotkey?: string
  onSelect: () => void
}

/** Where the application puts its own controls. */
export interface EditorSlots {
  /** Left end of the toolbar, e.g. the workflow's name. */
  toolbarStart?: ReactNode
  /** Right end of the toolbar, e.g. Run, Stop, Pause. */
  toolbarEnd?: ReactNode
  /** Between toolbar and canvas, e.g. the choice after a conflict. */
  banner?: ReactNode
  /** At the left of the canvas, in place of the palette, e.g. the list of executions. */
  sidebar?: ReactNode
  /** Under the canvas, e.g. the timeline of the run. */
  below?: ReactNode
  /** Among the choices on a canvas without nodes, e.g. the way to templates. */
  emptyCanvas?: ReactNode
  /** What else can be done with a node; stands in its menu and in the inspector's. */
  nodeMenu?: (nodeId: string) => readonly NodeMenuItem[]
  /** Under a node on the canvas that failed for good, e.g. Retry; as the run stands now, never of the past. */
  failedNode?: (nodeId: string, node: NodeRunView) => ReactNode
  /** On the canvas itself, e.g. marks by `CompareMarks`. */
  onCanvas?: ReactNode
  /** At the top of the inspector's Run tab, of any node, also of one that has not begun. */
  nodeRunNotes?: (nodeId: string) => ReactNode
  /** In the inspector's Run tab, e.g. Retry on a dead letter. */
  nodeRunActions?: (nodeId: string, node: NodeRunView) => ReactNode
  /** Fills the inspector's Logs tab, which is there when this is and a run is shown. */
  nodeLogs?: (nodeId: string) => ReactNode
}

/** Somebody else who has the workflow open. */
export interface EditorPresence {
  /** Tells two of them apart, also of one person. */
  key: string
  name: string
  /** Of their colour, in degrees. */
  hue: number
  /** What they have selected. */
  nodeIds: readonly string[]
}

/** What the application can do with the working copy of an editor. */
export interface WorkflowEditorHandle {
  /**
   * Edits the working copy as one gesture, which can be undone, also while another version is shown in its place.
   * @param say what was done, to be read aloud
   * @returns false when the operations do not apply; nothing is changed then
   */
  apply(operations: Operation[], say?: string): boolean
  /** Selects a node of what is shown, and moves it into sight. */
  reveal(nodeId: string): void
  /** The same for a note. */
  revealNote(noteId: string): void
  /**
   * Shows the working copy with edits of others in it. The person's own gestures can still be undone, and nothing else with
   * them.
   * @param renames ids that elements had to give up, so that what is open and selected stays so
   */
  takeMerged(workflow: Workflow, renames: MergeRenames): void
}

/** A component that fills its parent: give that one a height. */
export interface WorkflowEditorProps {
  /**
   * The document. While editing it is the starting point: the editor keeps the working copy, and takes this one
   * again only when `documentKey` changes. With `readOnly` it is followed as it changes.
   */
  workflow: Workflow
  /** Change it to throw the working copy and its undo history away and start from `workflow` again, after a conflict for example. */
  documentKey?: string | number
  nodeTypes: readonly NodeDescription[]
  /** What nodes that run another workflow choose from; without it they ask for its id. */
  workflows?: readonly WorkflowChoice[]
  /**
   * Shown in place of the working copy, and not editable: the version that a run ran. The working copy and its undo history
   * stay as they are until it is taken away.
   */
  shownVersion?: Workflow
  handle?: Ref<WorkflowEditorHandle>
  /**
   * Reads what another product has put on the clipboard; undefined when the text is none of its. What it gives is pasted as one
   * gesture; what there is to say about it is the application's to show.
   */
  readForeign?: (text: string) => Promise<Workflow> | undefined
  /** No editing at all, for the page of an execution. */
  readOnly?: boolean
  /** One gesture (an undo or redo, too), in order, and the workflow after it. */
  onOperations?: (operations: Operation[], workflow: Workflow) => void
  /** Ctrl+S, after edits still being typed were handed to `onOperations`. */
  onSave?: () => void
  /** Ctrl+Enter. */
  onRun?: () => void
  saveState?: SaveState
  /** What validation found in the workflow as `onOperations` handed it out last. */
  problems?: readonly Problem[]
  run?: RunOverlay | null
  /** Nodes that have data pinned to them, which stands for their output in test runs. */
  pinnedNodes?: ReadonlySet<string>
  /** Others who have the workflow open: what they select is marked with their name. */
  people?: readonly EditorPresence[]
  /** Called with the ids of the selected nodes when these change. */
  onSelect?: (nodeIds: readonly string[]) => void
  /** Shows a button that takes the overlay off the canvas. */
  onCloseRun?: () => void
  /**
   * Loads input, output, attempts and logs of a node of the run. Called when the Run tab shows the node, and again
   * whenever the node's view changes. Must reject when it fails; the tab offers to try again.
   */
  loadNodeRun?: (nodeId: string, signal: AbortSignal, options?: { whole?: boolean }) => Promise<NodeRunDetail>
  /**
   * Loads real data for the form of a node: what came in, and what nodes before it gave. Keep it the same function as
   * long as it answers the same; another one is asked anew.
   */
  loadNodeData?: LoadNodeData
  /** Evaluates expressions as a worker does, for the values under their fields. */
  evaluate?: EvaluateTemplate
  /** With `readOnly`: marks what is new, changed and gone in `workflow` since this one. */
  comparedWith?: Workflow | null
  /** What a node of the run wrote of its decision between branches, e.g. the values that it compared. */
  loadDecision?: (nodeId: string, signal: AbortSignal) => Promise<readonly string[]>
  /** The node to select and show at first, e.g. from the address. */
  initialNodeId?: string
  /**
   * Nobody has run it yet: what has `data-run` in a slot catches the eye once it can be run, and the result of the first run is
   * shown at the node where it came about.
   */
  isNew?: boolean
  slots?: EditorSlots
  className?: string
}
