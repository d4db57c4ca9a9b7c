import { type AlertRuleInput, alertRuleSchema } from '@spane/alerts/alert-rule'
import type { AlertRuleRow, AlertRuleValues } from '@spane/db'
import type { AlertSummary } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'

/** A rule's row as the list shows it. */
export function toAlertSummary(row: AlertRuleRow): AlertSummary {
  const { id, state, stateSince, finding, checkedAt, notified } = row
  return {
    id,
    rule: toRule(row),
    state,
    stateSince: stateSince?.toISOString() ?? null,
    notified,
    finding,
    checkedAt: checkedAt?.toISOString() ?? null,
  }
}

export function toRule(row: AlertRuleRow): AlertRuleInput {
  const { name, enabled, forSeconds, minIntervalMinutes } = row
  return alertRuleSchema.parse({
    name,
    enabled,
    forSeconds,
    minIntervalMinutes,
    condition: JSON.parse(row.condition),
    channels: JSON.parse(row.channels),
  })
}

export function toValues(rule: AlertRuleInput): AlertRuleValues {
  return { ...rule, condition: JSON.stringify(rule.condition), channels: JSON.stringify(rule.channels) }
}

export function alertNotFound(): ApiError {
  return new ApiError('ALERT_NOT_FOUND', 'There is no such alert; it may have been deleted.')
}
