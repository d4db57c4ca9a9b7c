import type { DeadLetterStatus } from '../../contract.ts'
import type { DeadLetterIdInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireDeadLetter } from './dead-letter-summary.ts'

/** Sets a letter aside that nobody will retry. */
export async function discardDeadLetter(context: ServiceContext, { id }: DeadLetterIdInput) {
  await requireDeadLetter(context, id)
  await context.engine.discardDeadLetter(id, { by: 'person' })
  return currentStatus(context, id)
}

/** Takes that back. */
export async function restoreDeadLetter(context: ServiceContext, { id }: DeadLetterIdInput) {
  await requireDeadLetter(context, id)
  await context.engine.restoreDeadLetter(id, { by: 'person' })
  return currentStatus(context, id)
}

async function currentStatus(context: ServiceContext, id: string): Promise<{ id: string; status: DeadLetterStatus }> {
  return { id, status: (await requireDeadLetter(context, id)).status }
}
