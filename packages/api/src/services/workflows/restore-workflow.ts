import { restoreWorkflowRow } from '@spane/db'
import type { WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { forgetMissedTimes } from '../triggers/set-trigger-active.ts'
import { workflowNotFound } from './draft.ts'

/** Takes a deletion back. One that is not deleted stays as it is. */
export async function restoreWorkflow(context: ServiceContext, { id }: WorkflowIdInput): Promise<{ id: string }> {
  const { prisma, workspaceId } = context
  // Before: then no scheduler takes them for due.
  await forgetMissedTimes(context, id)
  if (!(await restoreWorkflowRow(prisma, workspaceId, id))) throw workflowNotFound()
  return { id }
}
