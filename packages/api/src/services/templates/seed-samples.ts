import { type PrismaClient, seedWorkflowRows } from '@spane/db'
import { instantiateTemplate, TEMPLATES } from '@spane/templates'
import { toInputText } from './input-text.ts'

/** What a new workspace begins with, under ids that do not change. */
const SAMPLES = TEMPLATES.filter(({ isSample }) => isSample)

/**
 * Gives a workspace that has no workflow and never had one the samples. Safe with several processes at once.
 * Returns whether it did.
 */
export async function seedSamples(prisma: PrismaClient, workspaceId: string): Promise<boolean> {
  const rows = SAMPLES.map((template) => {
    const { workflow } = instantiateTemplate(template, { createId: () => `sample-${template.id}` })
    return {
      id: workflow.id,
      name: workflow.name,
      draft: JSON.stringify(workflow),
      lastInput: toInputText(template),
    }
  })
  return seedWorkflowRows(prisma, workspaceId, rows)
}
