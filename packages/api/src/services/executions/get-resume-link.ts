import { readSigningKeys } from '@spane/db'
import { signResumePath } from '@spane/triggers'
import { ApiError } from '../../errors/api-error.ts'
import type { NodeRunInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** The path of the link with which anybody can answer a node that waits, once (rule 7.3). */
export async function getResumeLink(
  context: ServiceContext,
  { executionId, nodeId }: NodeRunInput,
): Promise<{ path: string }> {
  await requireExecution(context, executionId)
  const [found] = await context.engine.store.readNodeInputs([{ executionId, nodeId }])
  const wait = found?.node.wait
  if (found?.node.status !== 'waiting' || wait?.kind !== 'signal') {
    throw new ApiError('NODE_NOT_FOUND', 'This node does not wait for a signal, or no longer.', { field: 'nodeId' })
  }
  const keys = await readSigningKeys(context.pool)
  return { path: signResumePath(keys, { executionId, nodeId, start: wait.opened }) }
}
