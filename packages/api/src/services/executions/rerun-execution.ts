import { resolveEntry } from '@spane/workflow'
import type { RerunExecutionInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { loadDraft } from '../workflows/draft.ts'
import { cutVersion } from '../workflows/run-workflow.ts'
import { requireExecution } from './execution-summary.ts'

/**
 * Starts a new execution from one that there is (rule 8.3): the whole, or from a node on with the results of what is
 * before it; of the version that it ran, or of the workflow as it is now. It is nobody's child, whatever the first one was.
 */
export async function rerunExecution(
  context: ServiceContext,
  { id, version, fromNodeId, toNodeId, input }: RerunExecutionInput,
): Promise<{ executionId: string }> {
  const { engine } = context
  const row = await requireExecution(context, id)
  const { executionId } = await engine.rerun(id, {
    ...(version === 'latest' && { versionId: await cutLatest(context, id, row.workflowId) }),
    ...(fromNodeId !== undefined && { fromNodeId }),
    ...(toNodeId !== undefined && { toNodeId }),
    ...(input !== undefined && { input: parseTypedJson(input, 'input') }),
  })
  return { executionId }
}

async function cutLatest(context: ServiceContext, id: string, workflowId: string): Promise<string> {
  const execution = await context.engine.store.readExecution(id)
  const { workflow: draft } = await loadDraft(context, workflowId)
  const entry = execution?.entryNodeId ?? undefined
  // The entry may have been deleted or renamed since: then it starts where the workflow starts now.
  const known = entry !== undefined && !('problem' in resolveEntry(draft, context.types, entry)) ? entry : undefined
  return (await cutVersion(context, draft, known)).versionId
}
