import type { SignalNodeInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { requireExecution } from './execution-summary.ts'

/** Hands what a person typed to a node that waits for a signal; the first one counts (rule 7.3). */
export async function signalNode(
  context: ServiceContext,
  { executionId, nodeId, payload }: SignalNodeInput,
): Promise<{ executionId: string }> {
  await requireExecution(context, executionId)
  await context.engine.signalNode(executionId, nodeId, parseTypedJson(payload, 'payload'))
  return { executionId }
}
