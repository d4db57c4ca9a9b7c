import { randomUUID } from 'node:crypto'
import { findBatchRow, listDraftChanges, MERGEABLE_REVISIONS, withLockedDraft, writeDraft } from '@spane/db'
import {
  acceptBatch,
  hasRenames,
  type MergeRenames,
  mergeRenamesSchema,
  NO_RENAMES,
  type Operation,
  operationSchema,
  type Workflow,
} from '@spane/workflow'
import { z } from 'zod'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseDraft, staleRevision, workflowNotFound } from './draft.ts'

const operationsSchema = z.array(operationSchema)

/** Undefined when another version of the product wrote them. */
function readOperations(text: string): Operation[] | undefined {
  return operationsSchema.safeParse(JSON.parse(text)).data
}

export interface BatchOfEdits {
  id: string
  /** What the operations were made against; the draft as it is now when absent. */
  baseRevision?: number
  /** The same batch again changes nothing. Without an id it is taken only while its base is current. */
  batchId?: string
  clientId?: string
  operations: readonly Operation[]
}

export interface ChangedDraft {
  /** That the batch made. */
  revision: number
  workflow: Workflow
  renames: MergeRenames
  /** Other changes were made since the base. */
  merged: boolean
}

/**
 * Applies operations to a draft in one transaction, merged with what was changed since their base where that touches nothing
 * of them. Nothing is overwritten unseen.
 * @throws ApiError `EDIT_CONFLICT` when it does, `STALE_REVISION` when the log of changes does not reach back to the base
 * @throws OperationError when an operation did not apply even to its base
 */
export async function changeDraft(context: ServiceContext, batch: BatchOfEdits): Promise<ChangedDraft> {
  const { prisma, workspaceId } = context
  const { id: workflowId, batchId = randomUUID(), operations } = batch
  const key = { workspaceId, workflowId }
  const changed = await withLockedDraft(prisma, key, async (tx, row): Promise<ChangedDraft> => {
    if (!row) throw workflowNotFound()
    const draft = parseDraft(row.draft)
    const { baseRevision = row.revision } = batch
    const known = await findBatchRow(tx, key, batchId)
    if (known) {
      const renames = known.renames === null ? NO_RENAMES : mergeRenamesSchema.parse(JSON.parse(known.renames))
      return { revision: row.revision, workflow: draft, renames, merged: true }
    }
    const behind = row.revision - baseRevision
    if (behind < 0 || (behind > 0 && batch.batchId === undefined)) throw staleRevision(row.revision)
    const since =
      behind === 0 ? [] : await listDraftChanges(tx, key, { after: baseRevision, limit: MERGEABLE_REVISIONS })
    const inverses = since.flatMap(({ inverse }) => {
      const operations = readOperations(inverse)
      return operations ? [operations] : []
    })
    if (inverses.length !== behind) throw staleRevision(row.revision)
    const verdict = acceptBatch({ draft, inverses, operations })
    if (verdict.kind === 'conflict') throw editConflict(row.revision)
    const { workflow, inverse, renames } = verdict
    const revision = row.revision + 1
    const change = {
      revision,
      batchId,
      clientId: batch.clientId ?? null,
      operations: JSON.stringify(verdict.operations),
      inverse: JSON.stringify(inverse),
      renames: hasRenames(renames) ? JSON.stringify(renames) : null,
    }
    await writeDraft(tx, { ...key, name: workflow.name, draft: JSON.stringify(workflow), change })
    return { revision, workflow, renames, merged: behind > 0 }
  })
  context.draftChanged(workflowId)
  return changed
}

function editConflict(revision: number): ApiError {
  const message =
    'Somebody else has changed the same in the meantime. Nothing was overwritten: decide which edit stays.'
  return new ApiError('EDIT_CONFLICT', message, { revision })
}
