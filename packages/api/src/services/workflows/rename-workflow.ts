import { updateDraftRow } from '@spane/db'
import type { RenameWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft, staleRevision } from './draft.ts'

/** Renames against other writers are tried again: the name overwrites nothing but the name. */
const MAX_TRIES = 5

export async function renameWorkflow(
  context: ServiceContext,
  { id, name }: RenameWorkflowInput,
): Promise<{ name: string; revision: number }> {
  const { prisma, workspaceId } = context
  for (let tries = 1; ; tries++) {
    const { row, workflow } = await loadDraft(context, id)
    if (row.name === name && workflow.name === name) return { name, revision: row.revision }
    const draft = JSON.stringify({ ...workflow, name })
    const revision = await updateDraftRow(prisma, { workspaceId, id, baseRevision: row.revision, name, draft })
    if (revision !== undefined) return { name, revision }
    if (tries === MAX_TRIES) throw staleRevision(row.revision)
  }
}
