import type { DeadLetterDetail } from '../../contract.ts'
import type { DeadLetterIdInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toAttemptDetail } from '../shared/attempt-detail.ts'
import { toInputPayload } from '../shared/node-input.ts'
import { requireDeadLetter, toDeadLetterSummary } from './dead-letter-summary.ts'

export async function getDeadLetter(context: ServiceContext, { id }: DeadLetterIdInput): Promise<DeadLetterDetail> {
  const { definitions, engine, workspaceId } = context
  const row = await requireDeadLetter(context, id)
  const { executionId, nodeId, versionId } = row
  const [[found], attempts, version, names] = await Promise.all([
    engine.store.readNodeInputs([{ executionId, nodeId }]),
    engine.store.readAttempts(executionId, nodeId),
    engine.store.getVersion(versionId),
    definitions.nodeNames(workspaceId, [versionId]),
  ])
  return {
    ...toDeadLetterSummary(row, names),
    input: found && version ? toInputPayload(version.workflow, found, context.redact) : null,
    history: attempts.map(toAttemptDetail),
  }
}
