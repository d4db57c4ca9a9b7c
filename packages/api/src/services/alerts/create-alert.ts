import { countAlertRules, insertAlertRule } from '@spane/db'
import type { AlertSummary } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { CreateAlertInput } from '../../input/alert-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toAlertSummary, toValues } from './alert-summary.ts'

/** Each is checked every few seconds: more than a person can follow are refused. */
const MAX_ALERTS = 100

export async function createAlert(
  { pool, workspaceId }: ServiceContext,
  rule: CreateAlertInput,
): Promise<AlertSummary> {
  if ((await countAlertRules(pool, workspaceId)) >= MAX_ALERTS) {
    throw new ApiError('TOO_MANY_ALERTS', `There are ${MAX_ALERTS} alerts already: delete one first.`)
  }
  return toAlertSummary(await insertAlertRule(pool, workspaceId, toValues(rule)))
}
