import { parseJsonText, resolveEntry } from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'
import type { RerunExecutionInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from '../workflows/draft.ts'
import { cutVersion } from '../workflows/run-workflow.ts'
import { requireExecution } from './execution-summary.ts'

/**
 * Starts a new execution with the input of one that there is (rule 8.3): of the version that it ran, or of the workflow
 * as it is now. It is nobody's child, whatever the first one was.
 */
export async function rerunExecution(
  context: ServiceContext,
  { id, version }: RerunExecutionInput,
): Promise<{ executionId: string }> {
  const { engine } = context
  const row = await requireExecution(context, id)
  const [execution, input] = await Promise.all([engine.store.readExecution(id), engine.store.readExecutionInput(id)])
  if (!execution) throw new ApiError('EXECUTION_NOT_FOUND', 'There is no such execution any more.')
  const data = input === undefined ? {} : parseJsonText(input)
  const entry = execution.entryNodeId ?? undefined
  if (version === 'original') {
    const { executionId } = await engine.startVersion({
      versionId: row.versionId,
      input: data,
      ...(entry !== undefined && { entryNodeId: entry }),
    })
    return { executionId }
  }
  const { workflow: draft } = await loadDraft(context, row.workflowId)
  // The entry may have been deleted or renamed since: then it starts where the workflow starts now.
  const known = entry !== undefined && !('problem' in resolveEntry(draft, context.types, entry)) ? entry : undefined
  const cut = await cutVersion(context, draft, known)
  const { executionId } = await engine.startVersion({ ...cut, input: data })
  return { executionId }
}
