import { recordLastInput } from '@spane/db'
import {
  hasErrors,
  normalizeWorkflow,
  type Problem,
  resolveEntry,
  validateWorkflow,
  type Workflow,
} from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'
import type { RunWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { loadDraft, staleRevision } from './draft.ts'

/** Cuts a version of the draft that the person sees and starts it (rule 1.4). It is not published by that. */
export async function runWorkflow(
  context: ServiceContext,
  { id, revision, input, entryNodeId }: RunWorkflowInput,
): Promise<{ executionId: string }> {
  const { engine, prisma, workspaceId } = context
  const { row, workflow: draft } = await loadDraft(context, id)
  if (row.revision !== revision) throw staleRevision(row.revision)
  // A pasted node may hold settings in its config, which a version does not (rule 5.2).
  const normalized = normalizeWorkflow(draft, context.types)
  if ('problems' in normalized) throw invalid(normalized.problems)
  const { workflow } = normalized
  const entry = findEntry(context, workflow, entryNodeId)
  const data = parseTypedJson(input, 'input')
  const version = await engine.store.saveVersion({ workspaceId, workflow, publish: false })
  const { executionId } = await engine.startVersion({ versionId: version.id, input: data, entryNodeId: entry })
  await recordLastInput(prisma, workspaceId, id, input)
  return { executionId }
}

function findEntry({ types }: ServiceContext, workflow: Workflow, chosen: string | undefined): string {
  const problems = validateWorkflow(workflow, types)
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (workflow.nodes.length === 0) throw new ApiError('WORKFLOW_EMPTY', 'Add a node first: there is nothing to run.')
  // A chosen entry answers what the workflow itself leaves open.
  const blocking = chosen === undefined ? errors : errors.filter((problem) => problem.code !== 'NO_ENTRY')
  if (hasErrors(blocking)) throw invalid(problems)
  const entry = resolveEntry(workflow, types, chosen)
  if ('problem' in entry) {
    if (chosen === undefined) throw invalid([...problems, entry.problem])
    throw new ApiError('NODE_NOT_FOUND', entry.problem.message, { field: 'entryNodeId' })
  }
  return entry.entryNodeId
}

function invalid(problems: Problem[]): ApiError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const only = errors.length === 1 ? errors[0]?.message : undefined
  const message = only ?? `${errors.length} problems keep this workflow from running.`
  return new ApiError('WORKFLOW_INVALID', message, { problems })
}
