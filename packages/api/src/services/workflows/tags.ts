import { assignTags, deleteTagRow, listTagRows, renameTagRow, type TagChange } from '@spane/db'
import { ApiError } from '../../errors/api-error.ts'
import type { RenameTagInput, TagIdInput, TagWorkflowsInput } from '../../input/workflow-list-input.ts'
import type { WorkflowResults, WorkflowTagSummary } from '../../workflow-list-contract.ts'
import type { ServiceContext } from '../service-context.ts'
import { refuse, toResults } from './workflow-results.ts'

/** Tags that a workspace may have. All of them are listed at once. */
const MAX_TAGS = 300
const MAX_TAGS_OF_WORKFLOW = 20

export async function listTags({ pool, workspaceId }: ServiceContext): Promise<{ items: WorkflowTagSummary[] }> {
  return { items: await listTagRows(pool, workspaceId) }
}

export async function renameTag(
  { pool, workspaceId }: ServiceContext,
  { id, name }: RenameTagInput,
): Promise<{ id: string }> {
  return accept(await renameTagRow(pool, { workspaceId, id, name }), id)
}

/** Takes it from all workflows, too. */
export async function deleteTag({ pool, workspaceId }: ServiceContext, { id }: TagIdInput): Promise<{ id: string }> {
  return accept(await deleteTagRow(pool, workspaceId, id), id)
}

/** Gives tags to workflows and takes tags from them. */
export async function tagWorkflows(
  { pool, workspaceId }: ServiceContext,
  { ids, add, remove }: TagWorkflowsInput,
): Promise<WorkflowResults> {
  const outcome = await assignTags(pool, {
    workspaceId,
    workflowIds: ids,
    add,
    remove,
    maxTags: MAX_TAGS,
    maxTagsOfWorkflow: MAX_TAGS_OF_WORKFLOW,
  })
  if (outcome === 'too-many') {
    throw new ApiError('TOO_MANY_TAGS', `There can be ${MAX_TAGS} tags. Delete one that is not used.`, { field: 'add' })
  }
  return toResults(ids, (id) => {
    const what = outcome.get(id)
    if (what !== 'too-many-of-workflow') return what && { id }
    return refuse(id, 'TOO_MANY_TAGS', `A workflow can have ${MAX_TAGS_OF_WORKFLOW} tags: take one away first.`)
  })
}

function accept(change: TagChange, id: string): { id: string } {
  if (change === 'missing') throw new ApiError('TAG_NOT_FOUND', 'There is no such tag; it may have been deleted.')
  if (change === 'exists') {
    throw new ApiError('TAG_EXISTS', 'Another tag has this name already, maybe in other letters.', { field: 'name' })
  }
  return { id }
}
