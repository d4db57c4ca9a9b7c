/** Where data that a form is filled by comes from. */
export type DataOrigin =
  | { kind: 'pinned' }
  /** The run that is shown, or the last one. */
  | { kind: 'run' | 'last-run'; executionId: string; startedAt: string | null }

/** JSON text; `truncated` when it is only the beginning. */
export interface DataText {
  text: string
  bytes: number
  truncated: boolean
}

/** What a node gave, or would give in a test run. */
export interface NodeOutputData {
  nodeId: string
  data: DataText
  /** Whether it is an object with a value a port. */
  perPort: boolean
  /** Of pinned data: the only output port on which it leaves the node. */
  port: string | null
  origin: DataOrigin
}

/** Real data for the expressions of a node, as `loadNodeData` answers it. */
export interface NodeData {
  /** As it was handed to the node, and by which parents; null when it did not run. */
  input: { data: DataText; parents: string[]; origin: DataOrigin } | null
  /** Of the nodes that were asked for, those that gave something. */
  outputs: NodeOutputData[]
}

export interface NodeDataRequest {
  nodeId: string
  /** Nodes whose outputs are wanted. */
  outputs: readonly string[]
  /** Everything, and not only the beginning of what is large. */
  whole: boolean
}

/** Must reject when it fails, with a sentence for a person. */
export type LoadNodeData = (request: NodeDataRequest, signal?: AbortSignal) => Promise<NodeData>
