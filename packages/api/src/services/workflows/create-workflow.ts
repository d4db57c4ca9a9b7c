import { insertWorkflowRow } from '@spane/db'
import type { Workflow } from '@spane/workflow'
import type { WorkflowDraft } from '../../contract.ts'
import type { CreateWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toWorkflowDraft } from './draft.ts'
import { createWorkflowId } from './workflow-id.ts'

/** Creates a workflow without nodes. */
export async function createWorkflow(context: ServiceContext, { name }: CreateWorkflowInput): Promise<WorkflowDraft> {
  return insertDraft(context, { id: createWorkflowId(name), name, nodes: [], edges: [] })
}

/** Stores a definition as the draft of a new workflow. */
export async function insertDraft(
  context: ServiceContext,
  workflow: Workflow,
  lastInput: string | null = null,
): Promise<WorkflowDraft> {
  const { prisma, workspaceId } = context
  const { id, name } = workflow
  const row = await insertWorkflowRow(prisma, { workspaceId, id, name, draft: JSON.stringify(workflow), lastInput })
  return toWorkflowDraft(context, { row, workflow })
}
