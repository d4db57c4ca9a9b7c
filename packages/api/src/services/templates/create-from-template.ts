import { instantiateTemplate, TEMPLATES } from '@spane/templates'
import type { WorkflowDraft } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { CreateFromTemplateInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { insertDraft } from '../workflows/create-workflow.ts'
import { publishWorkflow } from '../workflows/publish-workflow.ts'
import { createWorkflowId } from '../workflows/workflow-id.ts'
import { toInputText } from './input-text.ts'

/**
 * Creates a workflow from a template. The workflows that it runs are created and published before it, so that it never
 * names one that is not there.
 * @throws ApiError `TEMPLATE_NOT_FOUND`
 */
export async function createFromTemplate(
  context: ServiceContext,
  { templateId, name }: CreateFromTemplateInput,
): Promise<WorkflowDraft> {
  const template = TEMPLATES.find(({ id }) => id === templateId)
  if (!template) throw new ApiError('TEMPLATE_NOT_FOUND', 'There is no such template; reload the page.')
  const { workflow, parts } = instantiateTemplate(template, { createId: createWorkflowId, name })
  for (const part of parts) {
    const { revision } = await insertDraft(context, part)
    await publishWorkflow(context, { id: part.id, revision, note: `From the template “${template.name}”` })
  }
  return insertDraft(context, workflow, { lastInput: toInputText(template) })
}
