import type { TriggerRow } from '@spane/db'
import { cronTriggerConfig, nextTicks, webhookTriggerConfig } from '@spane/nodes/triggers'
import { HOOK_PREFIX } from '@spane/triggers'
import type { TriggerSummary } from '../../contract.ts'

const SHOWN_TIMES = 5

/** A trigger's row as the panel shows it. */
export function toTriggerSummary(row: TriggerRow, now: Date): TriggerSummary {
  const { id, nodeId, kind, active, problem, event } = row
  const summary: TriggerSummary = {
    id,
    nodeId,
    kind,
    active,
    problem,
    schedule: null,
    nextTimes: [],
    webhook: null,
    event,
  }
  if (kind === 'event') return summary
  const config: unknown = JSON.parse(row.config)
  if (kind === 'cron') {
    const parsed = cronTriggerConfig.safeParse(config)
    if (!parsed.success) return summary
    const { pattern, timeZone } = parsed.data
    const times = active ? nextTicks(parsed.data, now, SHOWN_TIMES) : []
    return { ...summary, schedule: { pattern, timeZone }, nextTimes: times.map((time) => time.toISOString()) }
  }
  const parsed = webhookTriggerConfig.safeParse(config)
  if (!parsed.success) return summary
  const { method, path, auth } = parsed.data
  return { ...summary, webhook: { method, path: `${HOOK_PREFIX}${path}`, auth } }
}
