import type { EventPage } from '../../contract.ts'
import type { ListEventsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** The course of an execution, from the event after `after` on. */
export async function listEvents(context: ServiceContext, { id, after, limit }: ListEventsInput): Promise<EventPage> {
  await requireExecution(context, id)
  const events = await context.engine.store.readEvents(id, after, limit + 1)
  return { items: events.slice(0, limit), hasMore: events.length > limit }
}
