import { validateWorkflow } from '@spane/workflow'
import type { SavedDraft } from '../../contract.ts'
import type { SaveDraftInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { changeDraft } from './change-draft.ts'

/**
 * Saves operations that were made against `baseRevision`, problems or not: a draft may be unfinished. What others changed
 * since is merged with them, and handed back.
 * @throws ApiError `EDIT_CONFLICT`, `STALE_REVISION` with the current revision
 * @throws OperationError when an operation does not apply
 */
export async function saveDraft(context: ServiceContext, input: SaveDraftInput): Promise<SavedDraft> {
  const { revision, workflow, renames, merged } = await changeDraft(context, input)
  return {
    revision,
    problems: validateWorkflow(workflow, context.types),
    merged: merged ? { workflow, renames } : null,
  }
}
