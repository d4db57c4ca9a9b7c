import type { TriggerRow } from '@spane/db'
import { cronTriggerConfig, executionTriggerConfig, nextTicks, webhookTriggerConfig } from '@spane/nodes/triggers'
import { HOOK_PREFIX } from '@spane/triggers'
import type { TriggerSummary } from '../../contract.ts'

const SHOWN_TIMES = 5

/** A trigger's row as the panel shows it. `nameOf`: of a workflow, where it is known. */
export function toTriggerSummary(
  row: TriggerRow,
  now: Date,
  nameOf: (workflowId: string) => string | undefined,
): TriggerSummary {
  const { id, nodeId, kind, active, problem, event } = row
  const base = { id, nodeId, kind, active, problem, event, schedule: null, nextTimes: [], webhook: null, ends: null }
  const config: unknown = JSON.parse(row.config)
  switch (kind) {
    case 'event':
      return base
    case 'cron':
      return { ...base, ...describeSchedule(config, now, active) }
    case 'webhook':
      return { ...base, webhook: describeWebhook(config) }
    case 'execution':
      return { ...base, ends: describeEnds(config, nameOf) }
  }
}

function describeSchedule(config: unknown, now: Date, active: boolean): Partial<TriggerSummary> {
  const parsed = cronTriggerConfig.safeParse(config)
  if (!parsed.success) return {}
  const { pattern, timeZone } = parsed.data
  const times = active ? nextTicks(parsed.data, now, SHOWN_TIMES) : []
  return { schedule: { pattern, timeZone }, nextTimes: times.map((time) => time.toISOString()) }
}

function describeWebhook(config: unknown): TriggerSummary['webhook'] {
  const parsed = webhookTriggerConfig.safeParse(config)
  if (!parsed.success) return null
  const { method, path, auth } = parsed.data
  return { method, path: `${HOOK_PREFIX}${path}`, auth }
}

function describeEnds(config: unknown, nameOf: (workflowId: string) => string | undefined): TriggerSummary['ends'] {
  const parsed = executionTriggerConfig.safeParse(config)
  if (!parsed.success) return null
  const { workflows, chosen, ...ends } = parsed.data
  const statuses = (['failed', 'completed', 'cancelled'] as const).filter((status) => ends[status])
  const named = chosen.map(({ workflowId: id }) => ({ id, name: nameOf(id) ?? id }))
  return { statuses, workflows: workflows === 'all' ? null : named }
}
