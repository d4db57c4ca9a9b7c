import { listAlertRules } from '@spane/db'
import type { AlertList } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'
import { toAlertSummary } from './alert-summary.ts'

/** All alerts of the workspace, the oldest first. */
export async function listAlerts({ pool, workspaceId, alerts }: ServiceContext): Promise<AlertList> {
  const rows = await listAlertRules(pool, workspaceId)
  return { items: rows.map(toAlertSummary), canSendMail: alerts.canSendMail }
}
