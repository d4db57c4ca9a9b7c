import type { RetryDeadLetterInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { parseTypedJson } from '../shared/typed-json.ts'
import { requireDeadLetter } from './dead-letter-summary.ts'

/** Gives the node fresh attempts, with the same or an edited input (rule 6.3). */
export async function retryDeadLetter(
  context: ServiceContext,
  { id, input }: RetryDeadLetterInput,
): Promise<{ executionId: string }> {
  const { executionId } = await requireDeadLetter(context, id)
  const options = input === undefined ? {} : { input: parseTypedJson(input, 'input') }
  await context.engine.retryDeadLetter(id, options)
  return { executionId }
}
