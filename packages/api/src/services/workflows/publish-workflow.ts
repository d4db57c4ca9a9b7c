import { publishVersionRow } from '@spane/db'
import { findCallCycle } from '@spane/engine'
import { hasErrors, normalizeWorkflow, validateWorkflow } from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'
import type { PublishWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft, staleRevision } from './draft.ts'
import { invalidWorkflow } from './invalid-workflow.ts'

/**
 * Makes the draft that the person sees the version that the API, triggers and other workflows run (rule 1.4).
 * @throws ApiError `STALE_REVISION` when the draft has moved on, `WORKFLOW_INVALID` also when it would run itself
 */
export async function publishWorkflow(
  context: ServiceContext,
  { id, revision, note }: PublishWorkflowInput,
): Promise<{ publishedVersion: number }> {
  const { engine, prisma, workspaceId, types } = context
  const { row, workflow: draft } = await loadDraft(context, id)
  if (row.revision !== revision) throw staleRevision(row.revision)
  if (draft.nodes.length === 0) {
    throw new ApiError('WORKFLOW_EMPTY', 'Add a node first: there is nothing to publish.')
  }
  const normalized = normalizeWorkflow(draft, types)
  if ('problems' in normalized) throw invalidWorkflow(normalized.problems)
  const { workflow } = normalized
  const problems = validateWorkflow(workflow, types)
  if (hasErrors(problems)) throw invalidWorkflow(problems)
  const cycle = await findCallCycle(
    workflow,
    types,
    async (called) => (await engine.store.getPublishedVersion(workspaceId, called))?.workflow,
  )
  if (cycle) throw invalidWorkflow([cycle])
  const version = await engine.store.saveVersion({ workspaceId, workflow, publish: false })
  // The store's own way of publishing takes the version for the draft, too, and edits made meanwhile would be lost.
  if (!(await publishVersionRow(prisma, { workspaceId, id, revision, versionId: version.id, note: note || null }))) {
    const current = await loadDraft(context, id)
    throw staleRevision(current.row.revision)
  }
  context.draftChanged(id)
  return { publishedVersion: version.number }
}
