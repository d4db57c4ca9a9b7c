import { updateAlertRule } from '@spane/db'
import type { AlertSummary } from '../../contract.ts'
import type { UpdateAlertInput } from '../../input/alert-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { alertNotFound, toAlertSummary, toValues } from './alert-summary.ts'

/** Changes an alert. Switched off, it is at rest. */
export async function updateAlert(
  { pool, workspaceId }: ServiceContext,
  { id, rule }: UpdateAlertInput,
): Promise<AlertSummary> {
  const row = await updateAlertRule(pool, { workspaceId, id }, toValues(rule))
  if (!row) throw alertNotFound()
  return toAlertSummary(row)
}
