import { findLatestExecutionId, recordLastInput } from '@spane/db'
import type { PinnedOutput } from '@spane/engine'
import type { ExecutionOrigin } from '@spane/realtime'
import { hasErrors, normalizeWorkflow, resolveEntry, validateWorkflow, type Workflow } from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'
import type { RunWorkflowInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { loadDraft, staleRevision } from './draft.ts'
import { invalidWorkflow } from './invalid-workflow.ts'
import { readPins } from './pins.ts'

/**
 * Cuts a version of the draft that the person sees and starts it, or a part of it, with the data that is pinned to its
 * nodes (rules 1.4 and 8.3). It is not published by that.
 * @returns with a part that begins inside: whose results it reuses
 */
export async function runWorkflow(
  context: ServiceContext,
  { id, revision, input, entryNodeId, test }: RunWorkflowInput,
): Promise<{ executionId: string; sourceId?: string }> {
  const { engine, prisma, workspaceId } = context
  const { row, workflow: draft } = await loadDraft(context, id)
  if (row.revision !== revision) throw staleRevision(row.revision)
  const data = parseTypedJson(input, 'input')
  const cut = await cutVersion(context, draft, entryNodeId)
  const pins = await readPins(context, id)
  if (test && test.mode !== 'to') return runFromNode(context, { id, test, cut, data, pins })
  const { executionId } = await engine.startVersion({
    ...cut,
    input: data,
    ...(pins && { pins }),
    ...(test && { toNodeId: test.nodeId }),
    origin: { kind: 'manual', ...(test && { test: { mode: 'to', nodeId: test.nodeId } }) },
  })
  await recordLastInput(prisma, workspaceId, id, input)
  return { executionId }
}

/** Runs the draft from a node on, or that node alone, with the results of an execution that there is. */
async function runFromNode(
  { engine, prisma, workspaceId }: ServiceContext,
  request: {
    id: string
    test: NonNullable<RunWorkflowInput['test']>
    cut: { versionId: string; entryNodeId: string }
    data: unknown
    pins: Record<string, PinnedOutput> | undefined
  },
): Promise<{ executionId: string; sourceId?: string }> {
  const { id, test, cut, data, pins } = request
  const { mode, nodeId } = test
  const input = test.input === undefined ? undefined : parseTypedJson(test.input, 'test.input')
  const sourceId = test.executionId ?? (await findLatestExecutionId(prisma, workspaceId, id))
  const origin: ExecutionOrigin = {
    kind: 'manual',
    test: {
      mode: mode === 'alone' ? 'alone' : 'from',
      nodeId,
      ...(sourceId !== undefined && { executionId: sourceId }),
    },
  }
  const part = { ...(pins && { pins }), ...(mode === 'alone' && { toNodeId: nodeId }), origin }
  if (sourceId !== undefined) {
    const options = { versionId: cut.versionId, fromNodeId: nodeId, ...(input !== undefined && { input }), ...part }
    return { executionId: (await engine.rerun(sourceId, options)).executionId, sourceId }
  }
  if (input === undefined) {
    throw new ApiError('NOTHING_TO_REUSE', 'This workflow has never run: run it once, or give the node an input.')
  }
  const { executionId } = await engine.startVersion({ ...cut, input: data, from: { nodeId, input }, ...part })
  return { executionId }
}

/**
 * Stores a draft as a version that can be started, without publishing it.
 * @param chosen where it is to start, when that is not left to the workflow
 * @throws ApiError when the draft cannot run
 */
export async function cutVersion(
  context: Pick<ServiceContext, 'engine' | 'workspaceId' | 'types'>,
  draft: Workflow,
  chosen: string | undefined,
): Promise<{ versionId: string; entryNodeId: string }> {
  const { engine, workspaceId } = context
  // A pasted node may hold settings in its config, which a version does not (rule 5.2).
  const normalized = normalizeWorkflow(draft, context.types)
  if ('problems' in normalized) throw invalidWorkflow(normalized.problems)
  const { workflow } = normalized
  const entryNodeId = findEntry(context, workflow, chosen)
  const version = await engine.store.saveVersion({ workspaceId, workflow, publish: false })
  return { versionId: version.id, entryNodeId }
}

function findEntry({ types }: Pick<ServiceContext, 'types'>, workflow: Workflow, chosen: string | undefined): string {
  const problems = validateWorkflow(workflow, types)
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (workflow.nodes.length === 0) throw new ApiError('WORKFLOW_EMPTY', 'Add a node first: there is nothing to run.')
  // A chosen entry answers what the workflow itself leaves open.
  const blocking = chosen === undefined ? errors : errors.filter((problem) => problem.code !== 'NO_ENTRY')
  if (hasErrors(blocking)) throw invalidWorkflow(problems)
  const entry = resolveEntry(workflow, types, chosen)
  if ('problem' in entry) {
    if (chosen === undefined) throw invalidWorkflow([...problems, entry.problem])
    throw new ApiError('NODE_NOT_FOUND', entry.problem.message, { field: 'entryNodeId' })
  }
  return entry.entryNodeId
}
