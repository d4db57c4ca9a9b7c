import { applyOperations } from '../apply-operations.ts'
import type { Workflow } from '../definition.ts'
import { operationsBetween } from '../diff/operations-between.ts'
import type { Operation } from '../operation.ts'
import type { MergeConflict, MergeRenames } from './merge-conflict.ts'
import { mergeWorkflows } from './merge-workflows.ts'
import { NO_RENAMES } from './rename-elements.ts'

export interface BatchRequest {
  /** As it is now. */
  draft: Workflow
  /** The inverses of all changes since the revision that the batch was made against, oldest first. */
  inverses: readonly (readonly Operation[])[]
  operations: readonly Operation[]
}

export type BatchVerdict =
  | {
      kind: 'accepted'
      workflow: Workflow
      /** What turns the draft into `workflow`: the batch, or what is left of it beside the changes of others. */
      operations: Operation[]
      inverse: Operation[]
      renames: MergeRenames
    }
  | { kind: 'conflict'; conflicts: MergeConflict[] }

/**
 * Decides what becomes of a batch of operations: applied as it is when nothing has changed since its base, merged when the
 * changes of others touch nothing of it, refused as a whole when they do.
 * @throws OperationError when an operation did not apply even to the base
 */
export function acceptBatch({ draft, inverses, operations }: BatchRequest): BatchVerdict {
  if (inverses.length === 0) {
    const { workflow, inverse } = applyOperations(draft, operations)
    return { kind: 'accepted', workflow, operations: [...operations], inverse, renames: NO_RENAMES }
  }
  const base = inverses.reduceRight((workflow, inverse) => applyOperations(workflow, inverse).workflow, draft)
  const mine = applyOperations(base, operations).workflow
  const { workflow: merged, conflicts, renames } = mergeWorkflows({ base, mine, theirs: draft })
  if (conflicts.length > 0) return { kind: 'conflict', conflicts }
  const rebased = operationsBetween(draft, merged)
  const { workflow, inverse } = applyOperations(draft, rebased)
  return { kind: 'accepted', workflow, operations: rebased, inverse, renames }
}
