import type { ExecutionRow, NodeRunRow } from './state.ts'

/** A parent of a claimed node, as its input is composed of it. */
export interface InputSource {
  nodeId: string
  status: NodeRunRow['status']
  /** JSON text. */
  output: string | null
  outputPerPort: boolean
  error: string | null
}

/** What a worker needs to run a node that it claimed. */
export interface NodeInput {
  execution: ExecutionRow
  node: NodeRunRow
  /** JSON text of the initial data; only for the entry. */
  executionInput: string | null
  /** Ids of the incoming edges that were delivered. */
  deliveredEdges: string[]
  sources: InputSource[]
}
