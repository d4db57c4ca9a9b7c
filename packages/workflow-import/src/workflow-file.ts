import type { Workflow } from '@spane/workflow'
import { z } from 'zod'

/** Names the format of the file; a reader that knows another number refuses it. */
export const WORKFLOW_FILE_FORMAT = 'spane/workflows'
export const WORKFLOW_FILE_VERSION = 1

/** The head of a file of workflows. What they hold is checked one by one, so that one that is wrong does not lose the others. */
export const workflowFileSchema = z.object({
  format: z.literal(WORKFLOW_FILE_FORMAT),
  formatVersion: z.number().int().positive(),
  exportedAt: z.string().optional(),
  workflows: z.array(z.unknown()),
})

/**
 * Workflows as the text of a file. It holds drafts alone: no versions, no executions, no pinned data, and of secrets only the
 * names by which expressions ask for them.
 */
export function writeWorkflowFile(workflows: readonly Workflow[], exportedAt: Date): string {
  const file = {
    format: WORKFLOW_FILE_FORMAT,
    formatVersion: WORKFLOW_FILE_VERSION,
    exportedAt: exportedAt.toISOString(),
    workflows,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
