import { readDraftRows } from '@spane/db'
import { type Workflow, workflowSchema } from '@spane/workflow'
import { writeWorkflowFile } from '@spane/workflow-import'
import type { WorkflowFile } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import { type ExportWorkflowsInput, MAX_EXPORTED } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { workflowNotFound } from './draft.ts'

/**
 * The drafts of workflows as one file. Secrets are in it by name only; the value of one that somebody wrote into a config is
 * masked, as it is everywhere.
 * @throws ApiError `WORKFLOW_NOT_FOUND` when one of them is not there
 */
export async function exportWorkflows(
  { prisma, workspaceId, redact }: ServiceContext,
  { ids }: ExportWorkflowsInput,
): Promise<WorkflowFile> {
  const rows = await readDraftRows(prisma, { workspaceId, ids, limit: MAX_EXPORTED + 1 })
  if (rows.length > MAX_EXPORTED) {
    throw new ApiError('BAD_INPUT', `A file holds ${MAX_EXPORTED} workflows at most: choose which ones.`, {
      field: 'ids',
    })
  }
  if (rows.length === 0 || (ids && rows.length < new Set(ids).size)) throw workflowNotFound()
  const workflows = rows.map(({ draft }): Workflow => workflowSchema.parse(JSON.parse(draft)))
  const [only] = workflows
  const name = workflows.length === 1 && only ? slugOf(only.name) : 'workflows'
  const at = new Date()
  return {
    fileName: `${name}-${at.toISOString().slice(0, 10)}.json`,
    text: redact(writeWorkflowFile(workflows, at)),
    count: workflows.length,
  }
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug.slice(0, 60) || 'workflow'
}
