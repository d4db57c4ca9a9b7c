import { type AlertRuleRow, claimDueAlertRules, recordAlertCheck } from '@spane/db'
import type { AlertContext } from './alert-context.ts'
import { composeMessage } from './alert-message.ts'
import { alertConditionSchema } from './alert-rule.ts'
import { decideAlert } from './decide-alert.ts'
import { measureCondition } from './measure-condition.ts'

export const CHECK_EVERY_MS = 5_000
const BATCH = 50

/** Checks the rules that are due and writes what they say. Any number of processes may do so: each check is one's. */
export async function checkAlerts(context: AlertContext): Promise<void> {
  const { pool, workspaceId, logger } = context
  const due = await claimDueAlertRules(pool, { workspaceId, everyMs: CHECK_EVERY_MS, limit: BATCH })
  for (const rule of due) {
    await checkRule(context, rule).catch((error: unknown) => {
      logger.error({ err: error, ruleId: rule.id }, 'An alert could not be checked; it is tried again')
    })
  }
}

async function checkRule(context: AlertContext, rule: AlertRuleRow & { now: Date }): Promise<void> {
  const { pool, publicUrl } = context
  const { id, name, now } = rule
  const condition = alertConditionSchema.parse(JSON.parse(rule.condition))
  const measurement = await measureCondition(context, condition, now)
  const { finding } = measurement
  const { next, message } = decideAlert(rule, rule, measurement, now)
  const channels: unknown[] = message === null ? [] : JSON.parse(rule.channels)
  const body =
    message === null
      ? ''
      : JSON.stringify(composeMessage({ state: message, rule: { id, name }, condition, finding, at: now, publicUrl }))
  await recordAlertCheck(
    pool,
    rule,
    { ...pickState(next), finding },
    channels.map((channel) => ({ kind: message as 'firing' | 'recovered', channel: JSON.stringify(channel), body })),
  )
}

function pickState({ state, stateSince, breachedSince, notified, notifiedAt }: ReturnType<typeof decideAlert>['next']) {
  return { state, stateSince, breachedSince, notified, notifiedAt }
}
