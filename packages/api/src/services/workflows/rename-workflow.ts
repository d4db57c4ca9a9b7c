import type { RenameWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { changeDraft } from './change-draft.ts'
import { loadDraft } from './draft.ts'

/** Renames against whatever others do meanwhile: the name overwrites nothing but the name. */
export async function renameWorkflow(
  context: ServiceContext,
  { id, name }: RenameWorkflowInput,
): Promise<{ name: string; revision: number }> {
  const { row, workflow } = await loadDraft(context, id)
  if (row.name === name && workflow.name === name) return { name, revision: row.revision }
  const { revision } = await changeDraft(context, { id, operations: [{ type: 'updateWorkflow', patch: { name } }] })
  return { name, revision }
}
