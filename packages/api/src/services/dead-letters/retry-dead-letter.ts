import type { RetryDeadLetterInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { cutLatestVersion } from './cut-latest-version.ts'
import { requireDeadLetter } from './dead-letter-summary.ts'

/**
 * Gives the node fresh attempts, with the same or an edited input (rule 6.3); or has a new execution of the workflow as
 * it is now go on from that node (rule 6.6).
 * @returns the execution that goes on
 */
export async function retryDeadLetter(
  context: ServiceContext,
  { id, input, version }: RetryDeadLetterInput,
): Promise<{ executionId: string }> {
  const { workflowId } = await requireDeadLetter(context, id)
  const executionId = await context.engine.retryDeadLetter(id, {
    by: 'person',
    ...(input !== undefined && { input: parseTypedJson(input, 'input') }),
    ...(version === 'latest' && { versionId: await cutLatestVersion(context, workflowId) }),
  })
  return { executionId }
}
