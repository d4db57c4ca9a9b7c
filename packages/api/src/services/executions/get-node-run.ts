import { DEFAULT_MAX_JSON_BYTES } from '@spane/workflow'
import type { NodeRunDetail } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { GetNodeRunInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toAttemptDetail, toErrorDetail } from '../shared/attempt-detail.ts'
import { toInputPayload } from '../shared/node-input.ts'
import { toPayload } from '../shared/payload.ts'
import { requireExecution } from './execution-summary.ts'

export async function getNodeRun(
  context: ServiceContext,
  { executionId, nodeId, whole }: GetNodeRunInput,
): Promise<NodeRunDetail> {
  const { store } = context.engine
  const maxBytes = whole ? DEFAULT_MAX_JSON_BYTES : undefined
  const row = await requireExecution(context, executionId)
  const [[found], outputs, attempts, version] = await Promise.all([
    store.readNodeInputs([{ executionId, nodeId }]),
    store.readOutputs(executionId, [nodeId]),
    store.readAttempts(executionId, nodeId),
    store.getVersion(row.versionId),
  ])
  if (!found || !version) throw new ApiError('NODE_NOT_FOUND', 'This execution has no such node.')
  const { node } = found
  const output = outputs[nodeId]
  return {
    executionId,
    nodeId,
    status: node.status,
    attempt: node.attempt,
    input: toInputPayload(version.workflow, found, context.redact, maxBytes),
    output: output === undefined ? null : toPayload(context.redact(output), maxBytes),
    error: toErrorDetail(node.error),
    attempts: attempts.map(toAttemptDetail),
  }
}
