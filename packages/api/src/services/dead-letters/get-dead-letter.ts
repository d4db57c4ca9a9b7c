import { contentHash, readVersionNumbers } from '@spane/db'
import type { LetterEntryRow, WorkflowVersion } from '@spane/engine'
import { normalizeWorkflow } from '@spane/workflow'
import type { DeadLetterDetail, DeadLetterEntry } from '../../dead-letter-contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { DeadLetterIdInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toAttemptDetail } from '../shared/attempt-detail.ts'
import { toInputPayload } from '../shared/node-input.ts'
import { loadDraft } from '../workflows/draft.ts'
import { requireDeadLetter, toDeadLetterSummary } from './dead-letter-summary.ts'

export async function getDeadLetter(context: ServiceContext, { id }: DeadLetterIdInput): Promise<DeadLetterDetail> {
  const { definitions, engine, prisma, workspaceId } = context
  const row = await requireDeadLetter(context, id)
  const { executionId, nodeId, versionId } = row
  const [[found], attempts, version, names, entries, letter] = await Promise.all([
    engine.store.readNodeInputs([{ executionId, nodeId }]),
    engine.store.readAttempts(executionId, nodeId),
    engine.store.getVersion(versionId),
    definitions.nodeNames(workspaceId, [versionId]),
    engine.deadLetters.inWorkspace(workspaceId).history(id),
    engine.store.readDeadLetter(id),
  ])
  const numbers = await readVersionNumbers(prisma, [...new Set(entries.map((entry) => entry.versionId))])
  return {
    ...toDeadLetterSummary(row, names),
    input: found && version ? toInputPayload(version.workflow, found, context.redact) : null,
    history: attempts.map(toAttemptDetail),
    entries: entries.map((entry) => toEntry(entry, numbers)),
    version: version?.number ?? null,
    successorId: letter?.successorId ?? null,
    latest: version ? await compareWithDraft(context, version, nodeId) : 'gone',
  }
}

function toEntry({ letterId: _, at, versionId, ...entry }: LetterEntryRow, numbers: ReadonlyMap<string, number>) {
  return {
    ...entry,
    at: new Date(at).toISOString(),
    version: numbers.get(versionId) ?? null,
  } satisfies DeadLetterEntry
}

/** Whether a retry on the workflow as it is now is possible, and would be anything else than a retry. */
async function compareWithDraft(
  context: ServiceContext,
  version: WorkflowVersion,
  nodeId: string,
): Promise<DeadLetterDetail['latest']> {
  try {
    const { workflow } = await loadDraft(context, version.workflowId)
    if (!workflow.nodes.some((node) => node.id === nodeId)) return 'no-node'
    const normalized = normalizeWorkflow(workflow, context.types)
    const now = 'workflow' in normalized ? contentHash(normalized.workflow) : undefined
    return now === contentHash(version.workflow) ? 'same' : 'changed'
  } catch (error) {
    if (error instanceof ApiError) return 'gone'
    throw error
  }
}
