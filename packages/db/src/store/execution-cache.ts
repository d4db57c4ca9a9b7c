import { type ExecutionPatch, isTerminal, type LoadedRows, type NodeRunRow } from '@spane/engine'
import { INLINE_BYTES } from './write-patches.ts'

const MAX_EXECUTIONS = 5_000
const MAX_NODE_RUNS = 100_000

interface Known {
  rows: LoadedRows
  /** Time of its last transaction, by the database's clock. */
  at: number
}

/**
 * The rows of executions as this process left them. Nothing here is the truth: a decision made on them counts only when
 * the execution's revision is still the same at the moment of writing. What saves the reading is that one process mostly
 * works on an execution alone.
 */
export class ExecutionCache {
  private readonly known = new Map<string, Known>()
  private nodeRuns = 0

  get(executionId: string): Known | undefined {
    return this.known.get(executionId)
  }

  /** Takes over what a transaction has written. Reuses the rows that the decision was made on. */
  remember({ before, execution, insertedNodes, updatedNodes, at }: ExecutionPatch): void {
    const present = this.known.get(execution.id)
    if (present && present.rows.execution.revision >= execution.revision) return
    this.forget(execution.id)
    if (isTerminal(execution.status)) return
    const rows = moreComplete(present?.rows, before)
    rows.execution = execution
    rows.endedChildren.clear()
    // Dead letters are changed by transactions that leave the nodes alone.
    rows.letters = undefined
    rows.runningOfKey = undefined
    for (const row of insertedNodes) {
      rows.absent.delete(row.nodeId)
      rows.nodes.set(row.nodeId, withoutLargeOutput(row))
    }
    for (const row of updatedNodes) rows.nodes.set(row.nodeId, withoutLargeOutput(row))
    this.known.set(execution.id, { rows, at })
    this.nodeRuns += rows.nodes.size
    while (this.known.size > MAX_EXECUTIONS || this.nodeRuns > MAX_NODE_RUNS) {
      const [oldest] = this.known.keys()
      if (oldest === undefined || oldest === execution.id) return
      this.forget(oldest)
    }
  }

  forget(executionId: string): void {
    const known = this.known.get(executionId)
    if (!known) return
    this.nodeRuns -= known.rows.nodes.size
    this.known.delete(executionId)
  }
}

/**
 * A decision that had to read again, as that on an expired lease, may have read few rows of a large execution. Those that
 * were known are as good when nothing was written in between; without them every later decision would have to read, too.
 */
function moreComplete(known: LoadedRows | undefined, read: LoadedRows): LoadedRows {
  if (!known?.allNodesLoaded || read.allNodesLoaded) return read
  return known.execution.revision === read.execution.revision ? known : read
}

/** To a decision no output means that it is unchanged. */
function withoutLargeOutput(row: NodeRunRow): NodeRunRow {
  return row.output === null || row.output.length <= INLINE_BYTES ? row : { ...row, output: null }
}
