import { deleteWorkflowRow } from '@spane/db'
import type { WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { workflowNotFound } from './draft.ts'

/** Hides a workflow. Its executions and dead letters stay, and it can be restored. */
export async function deleteWorkflow(
  { prisma, workspaceId }: ServiceContext,
  { id }: WorkflowIdInput,
): Promise<{ id: string }> {
  if (!(await deleteWorkflowRow(prisma, workspaceId, id))) throw workflowNotFound()
  return { id }
}
