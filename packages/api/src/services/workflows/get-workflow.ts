import type { WorkflowDraft } from '../../contract.ts'
import type { WorkflowIdInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft, toWorkflowDraft } from './draft.ts'

export async function getWorkflow(context: ServiceContext, { id }: WorkflowIdInput): Promise<WorkflowDraft> {
  return toWorkflowDraft(context, await loadDraft(context, id))
}
