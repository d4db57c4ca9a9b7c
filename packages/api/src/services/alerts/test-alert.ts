import { sendTest } from '@spane/alerts'
import { findAlertRule } from '@spane/db'
import type { AlertTestResult } from '../../contract.ts'
import type { AlertIdInput } from '../../input/alert-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { alertNotFound, toRule } from './alert-summary.ts'
import { targetOf } from './channel-target.ts'

/** Sends a test to each channel of a saved alert and says what became of it. */
export async function testAlert(context: ServiceContext, { id }: AlertIdInput): Promise<AlertTestResult> {
  const { pool, prisma, workspaceId, alerts, redact } = context
  const row = await findAlertRule(pool, workspaceId, id)
  if (!row) throw alertNotFound()
  const rule = toRule(row)
  const { send, publicUrl, logger } = alerts
  const errors = await sendTest({ pool, prisma, workspaceId, send, publicUrl, redact, logger }, { id, ...rule })
  return {
    channels: rule.channels.map((channel, index) => ({ target: targetOf(channel), error: errors[index] ?? null })),
  }
}
