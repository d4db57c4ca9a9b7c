import { takeExecutionEnds } from '@spane/db'
import type { TriggerContext } from '../trigger-context.ts'
import { decideEndDeliveries } from './decide-end-deliveries.ts'

const BATCH = 100

/**
 * Makes pending deliveries of the executions that have ended. Any number of processes may do so: an end is taken by one,
 * and its deliveries are unique by trigger, execution and end.
 */
export async function tellEnds(context: TriggerContext): Promise<void> {
  const { pool, workspaceId, now, publicUrl = '' } = context
  for (;;) {
    const request = { workspaceId, limit: BATCH, at: new Date(now()) }
    const taken = await takeExecutionEnds(pool, request, (end, triggers) =>
      decideEndDeliveries(end, triggers, publicUrl),
    )
    if (taken < BATCH) return
  }
}
