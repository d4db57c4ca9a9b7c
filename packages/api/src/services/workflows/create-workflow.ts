import { insertWorkflowRow } from '@spane/db'
import type { Workflow } from '@spane/workflow'
import type { WorkflowDraft } from '../../contract.ts'
import type { CreateWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toWorkflowDraft } from './draft.ts'
import { requireFolder } from './folders.ts'
import { createWorkflowId } from './workflow-id.ts'

/** Creates a workflow without nodes. */
export async function createWorkflow(
  context: ServiceContext,
  { name, folderId }: CreateWorkflowInput,
): Promise<WorkflowDraft> {
  await requireFolder(context, folderId)
  return insertDraft(context, { id: createWorkflowId(name), name, nodes: [], edges: [] }, { folderId })
}

/** Stores a definition as the draft of a new workflow. */
export async function insertDraft(
  context: ServiceContext,
  workflow: Workflow,
  extra: { lastInput?: string | null; folderId?: string | null } = {},
): Promise<WorkflowDraft> {
  const { prisma, workspaceId } = context
  const { id, name } = workflow
  const row = await insertWorkflowRow(prisma, { workspaceId, id, name, draft: JSON.stringify(workflow), ...extra })
  return toWorkflowDraft(context, { row, workflow })
}
