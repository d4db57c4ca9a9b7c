import { contentHash, findWorkflowRow, type WorkflowRow } from '@spane/db'
import { normalizeWorkflow, validateWorkflow, type Workflow, workflowSchema } from '@spane/workflow'
import type { WorkflowDraft } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'

/** What reading a draft takes. */
export type DraftContext = Pick<ServiceContext, 'prisma' | 'workspaceId'>

/** A workflow's row with its draft read. */
export interface LoadedDraft {
  row: WorkflowRow
  workflow: Workflow
}

/** @throws ApiError `WORKFLOW_NOT_FOUND`, `DRAFT_UNREADABLE` */
export async function loadDraft(context: DraftContext, id: string): Promise<LoadedDraft> {
  const row = await findWorkflowRow(context.prisma, context.workspaceId, id)
  if (!row) throw workflowNotFound()
  return { row, workflow: parseDraft(row.draft) }
}

/** @throws ApiError `DRAFT_UNREADABLE` */
export function parseDraft(text: string): Workflow {
  const parsed = workflowSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  const message = 'The draft of this workflow cannot be read by this version of the product.'
  throw new ApiError('DRAFT_UNREADABLE', message, { cause: parsed.error })
}

export function toWorkflowDraft(context: ServiceContext, { row, workflow }: LoadedDraft): WorkflowDraft {
  return {
    workflow,
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
    problems: validateWorkflow(workflow, context.types),
    lastInput: row.lastInput,
    publishedVersion: row.publishedVersion?.number ?? null,
    draftIsPublished: isPublished(context, { row, workflow }),
  }
}

/** Compared as a version of the draft would be: by content, in its canonical form. */
function isPublished({ types }: ServiceContext, { row, workflow }: LoadedDraft): boolean {
  if (!row.publishedVersion) return false
  const normalized = normalizeWorkflow(workflow, types)
  return 'workflow' in normalized && contentHash(normalized.workflow) === row.publishedVersion.contentHash
}

export function workflowNotFound(): ApiError {
  return new ApiError('WORKFLOW_NOT_FOUND', 'There is no such workflow; it may have been deleted.')
}

/** @param revision the one that is current */
export function staleRevision(revision: number): ApiError {
  return new ApiError('STALE_REVISION', 'This workflow was changed elsewhere, and nothing was overwritten.', {
    revision,
  })
}
