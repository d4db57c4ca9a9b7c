import type { TriggerContext } from '@spane/triggers'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'

/** What the triggers need of the context of the use cases. */
export function toTriggerContext({ pool, engine, workspaceId }: ServiceContext): TriggerContext {
  return { pool, engine, workspaceId, now: Date.now, logger: { info: () => undefined, error: () => undefined } }
}

export function triggerNotFound(): ApiError {
  return new ApiError('TRIGGER_NOT_FOUND', 'There is no such trigger; a newer version may be published without it.')
}
