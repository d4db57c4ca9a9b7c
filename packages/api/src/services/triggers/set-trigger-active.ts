import { findTriggerRow, listTrashedSchedules, setTriggerActive as setRowActive, type TriggerRow } from '@spane/db'
import { cronTriggerConfig, nextTick } from '@spane/nodes/triggers'
import type { TriggerSummary } from '../../contract.ts'
import type { SetTriggerActiveInput } from '../../input/trigger-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { summarizeTriggers } from './summarize-triggers.ts'
import { triggerNotFound } from './trigger-context.ts'

/** Pauses a trigger, or lets it go on from now: what was paused is not caught up on. */
export async function setTriggerActive(
  context: ServiceContext,
  { id, active }: SetTriggerActiveInput,
): Promise<TriggerSummary> {
  const { pool, workspaceId } = context
  const row = await findTriggerRow(pool, workspaceId, id)
  if (!row) throw triggerNotFound()
  await switchTrigger(context, row, active)
  const [summary] = await summarizeTriggers(context, [{ ...row, active }])
  return summary as TriggerSummary
}

/** Said twice, it does not push a tick away that is due just now. */
export async function switchTrigger(
  { pool, workspaceId }: ServiceContext,
  row: TriggerRow,
  active: boolean,
): Promise<void> {
  if (row.active !== active) await setRowActive(pool, { workspaceId, id: row.id, active, nextAt: nextOf(row) })
}

/** Takes the times of deleted workflows away before they are restored: they go on from now, too. */
export async function forgetMissedTimes(
  { pool, workspaceId }: ServiceContext,
  workflowIds: readonly string[],
): Promise<void> {
  for (const row of await listTrashedSchedules(pool, workspaceId, workflowIds)) {
    await setRowActive(pool, { workspaceId, id: row.id, active: row.active, nextAt: nextOf(row) })
  }
}

function nextOf({ kind, config }: TriggerRow): Date | null {
  if (kind !== 'cron') return null
  const parsed = cronTriggerConfig.safeParse(JSON.parse(config))
  return parsed.success ? nextTick(parsed.data, new Date()) : null
}
