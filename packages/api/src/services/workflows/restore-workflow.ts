import { restoreWorkflowRow } from '@spane/db'
import type { WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { workflowNotFound } from './draft.ts'

/** Takes a deletion back. One that is not deleted stays as it is. */
export async function restoreWorkflow(
  { prisma, workspaceId }: ServiceContext,
  { id }: WorkflowIdInput,
): Promise<{ id: string }> {
  if (!(await restoreWorkflowRow(prisma, workspaceId, id))) throw workflowNotFound()
  return { id }
}
