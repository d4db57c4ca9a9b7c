/** Stable codes of what validation finds (rule 1.3). */
export type ProblemCode =
  | 'BAD_SHAPE'
  | 'DUPLICATE_NODE_ID'
  | 'DUPLICATE_EDGE_ID'
  | 'DUPLICATE_EDGE'
  | 'UNKNOWN_NODE'
  | 'UNKNOWN_PORT'
  | 'ONE_SIDED_EDGE'
  | 'CYCLE'
  | 'WORKFLOW_CYCLE'
  | 'UNKNOWN_TYPE'
  | 'BAD_CONFIG'
  | 'NO_ENTRY'
  | 'TOO_MANY_NODES'
  | 'CONTINUE_WITHOUT_MAIN'
  | 'DUPLICATE_SETTING'
  | 'UNREACHABLE_NODE'
  | 'IDLE_ERROR_EDGE'

/** One thing that is wrong with a workflow, and where. */
export interface Problem {
  code: ProblemCode
  /** An `error` keeps the workflow from running; a `warning` does not. */
  severity: 'error' | 'warning'
  /** A sentence for a person: what is wrong and what to do. */
  message: string
  nodeId?: string
  edgeId?: string
  /** Where in the node's config or in the document, e.g. `config.url`. */
  path?: string
}
