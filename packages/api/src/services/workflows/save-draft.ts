import { findWorkflowRow, updateDraftRow } from '@spane/db'
import { applyOperations, type Problem, validateWorkflow } from '@spane/workflow'
import type { SaveDraftInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft, staleRevision, workflowNotFound } from './draft.ts'

/**
 * Applies operations to the draft at `baseRevision` and saves it, problems or not: a draft may be unfinished.
 * Nothing is overwritten: when the revision is no longer current, nothing changes.
 * @throws ApiError `STALE_REVISION` with the current revision
 * @throws OperationError when an operation does not apply
 */
export async function saveDraft(
  context: ServiceContext,
  { id, baseRevision, operations }: SaveDraftInput,
): Promise<{ revision: number; problems: Problem[] }> {
  const { prisma, workspaceId, types } = context
  const { row, workflow: before } = await loadDraft(context, id)
  if (row.revision !== baseRevision) throw staleRevision(row.revision)
  const { workflow } = applyOperations(before, operations)
  const draft = JSON.stringify(workflow)
  const revision = await updateDraftRow(prisma, { workspaceId, id, baseRevision, name: workflow.name, draft })
  if (revision === undefined) {
    const current = await findWorkflowRow(prisma, workspaceId, id)
    throw current ? staleRevision(current.revision) : workflowNotFound()
  }
  return { revision, problems: validateWorkflow(workflow, types) }
}
