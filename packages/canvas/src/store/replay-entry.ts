import {
  applyOperations,
  mergeWorkflows,
  type Operation,
  OperationError,
  operationsBetween,
  type Workflow,
} from '@spane/workflow'
import type { HistoryEntry } from './history.ts'

export interface Replay {
  operations: Operation[]
  workflow: Workflow
  /** Something of the gesture was changed by somebody else since, and stays as they left it. */
  isPartial: boolean
}

/**
 * What taking a gesture back, or doing it again, means for the workflow as it is now. Only what the gesture itself changed is
 * touched: edits of others that were merged since stay.
 */
export function replayEntry(
  entry: HistoryEntry,
  direction: 'undo' | 'redo',
  { workflow, merges }: { workflow: Workflow; merges: number },
): Replay {
  const isUndo = direction === 'undo'
  if (entry.merges === merges) {
    const operations = isUndo ? entry.inverse : entry.operations
    try {
      return { operations, workflow: applyOperations(workflow, operations).workflow, isPartial: false }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
    }
  }
  const [base, mine] = isUndo ? [entry.after, entry.before] : [entry.before, entry.after]
  const merged = mergeWorkflows({ base, mine, theirs: workflow })
  return {
    operations: operationsBetween(workflow, merged.workflow),
    workflow: merged.workflow,
    isPartial: merged.conflicts.length > 0,
  }
}
