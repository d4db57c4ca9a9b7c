import { copyTags } from '@spane/db'
import type { WorkflowDraft } from '../../contract.ts'
import type { WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { insertDraft } from './create-workflow.ts'
import { loadDraft } from './draft.ts'
import { createWorkflowId } from './workflow-id.ts'

const MAX_NAME_LENGTH = 200
const SUFFIX = ' (copy)'

/** Makes a workflow of its own from the draft of another. It stands beside it, with the same tags. Its executions and versions stay with the first. */
export async function duplicateWorkflow(context: ServiceContext, { id }: WorkflowIdInput): Promise<WorkflowDraft> {
  const { row, workflow } = await loadDraft(context, id)
  // Spread by code point, so that no character is cut in two.
  const kept = [...workflow.name].slice(0, MAX_NAME_LENGTH - SUFFIX.length)
  while (kept.join('').length > MAX_NAME_LENGTH - SUFFIX.length) kept.pop()
  const name = kept.join('') + SUFFIX
  const copy = { ...workflow, id: createWorkflowId(name), name }
  const draft = await insertDraft(context, copy, { lastInput: row.lastInput, folderId: row.folderId })
  await copyTags(context.pool, { workspaceId: context.workspaceId, from: id, to: copy.id })
  return draft
}
