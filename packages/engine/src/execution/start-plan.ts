/** Where an execution begins other than at its entry, and what it takes as given (rule 8.3). JSON. */
export interface StartPlan {
  /** The node that is started whatever its edges say, with an edited input when one is given (JSON text). */
  start?: { nodeId: string; input?: string }
  given: GivenResult[]
  /** Nodes that are skipped from the beginning. All others wait for their turn. */
  notRun: { nodeId: string; reason: 'unreachable' | 'beyond' | 'not-needed' }[]
}

/** The result of a node that does not run. */
export interface GivenResult {
  nodeId: string
  /** `turn`: not before its join is decided, so that a branch that is not taken skips it all the same. */
  when: 'now' | 'turn'
  status: 'completed' | 'failed' | 'skipped'
  /** `pinned`, or the execution in which it ran. */
  by: string
  /** JSON text of pinned data; null: the store copies the output from the node's row in `copyFrom`. */
  output: string | null
  copyFrom: string | null
  ports: readonly string[]
  outputPerPort: boolean
  /** JSON text of a {@link RecordedError}. */
  error: string | null
  /** Ids of the outgoing edges that carry it. */
  delivered: string[]
}
