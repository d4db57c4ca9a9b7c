import { listPendingDeliveries, type PendingDelivery, settleDelivery, takeDueTriggers } from '@spane/db'
import { EngineError } from '@spane/engine'
import { cronTriggerConfig, dueTicks } from '@spane/nodes/triggers'
import { endStartKey } from './execution-ends/decide-end-deliveries.ts'
import { tellEnds } from './execution-ends/tell-ends.ts'
import type { TriggerContext } from './trigger-context.ts'

const BATCH = 50

/**
 * Starts everything that is due. In two steps, so that a tick or an end is neither lost nor doubled wherever a process dies:
 * first they are written as pending deliveries while their trigger is advanced or the end is taken, in one transaction;
 * then pending ones are started, by whoever finds them, under an idempotency key that is the trigger and the time or end.
 */
export async function runDueTriggers(context: TriggerContext): Promise<void> {
  const { pool, workspaceId, now } = context
  const time = new Date(now())
  await tellEnds(context)
  for (;;) {
    const taken = await takeDueTriggers(pool, { workspaceId, now: time, limit: BATCH }, ({ config, nextAt }) => {
      const schedule = cronTriggerConfig.parse(JSON.parse(config))
      return dueTicks(schedule, { from: nextAt, now: time, catchUp: schedule.catchUp })
    })
    const started = await startPending(context)
    if (taken < BATCH && !started) return
  }
}

/** Starts deliveries that are written and not started. Returns whether there may be more. */
export async function startPending(context: TriggerContext): Promise<boolean> {
  const pending = await listPendingDeliveries(context.pool, context.workspaceId, BATCH)
  await Promise.all(pending.map((delivery) => startDelivery(context, delivery)))
  return pending.length === BATCH
}

async function startDelivery({ pool, engine, logger }: TriggerContext, delivery: PendingDelivery): Promise<void> {
  const { id, triggerId, nodeId, versionId, at, payload } = delivery
  try {
    const { executionId } = await engine.startVersion({
      versionId,
      entryNodeId: nodeId,
      input: payload === null ? { scheduledAt: at.toISOString() } : JSON.parse(payload),
      idempotencyKey: startKey(delivery),
      origin: { kind: 'trigger', triggerId, triggerKind: delivery.kind, nodeId },
    })
    await settleDelivery(pool, { id, executionId, error: null })
  } catch (error) {
    // What the engine refuses it will refuse again; a database that is away will be back, and it is still pending.
    if (!(error instanceof EngineError) || isPassing(error)) throw error
    logger.error({ err: error, triggerId }, 'A delivery could not be started')
    await settleDelivery(pool, { id, executionId: null, error: error.message })
  }
}

function startKey({ kind, triggerId, key, payload }: PendingDelivery): string {
  if (kind === 'execution') return endStartKey(triggerId, key)
  return `${payload === null ? 'cron' : 'event'}:${triggerId}:${key}`
}

function isPassing({ code }: EngineError): boolean {
  // A tick that comes into an overload is not lost: it stays written, and is started once there is room.
  if (code === 'OVERLOADED') return true
  return code === 'ENGINE_CLOSED' || code === 'STORE_UNAVAILABLE' || code === 'QUEUE_UNAVAILABLE'
}
