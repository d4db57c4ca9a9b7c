import { alertChannelSchema } from '@spane/alerts/alert-rule'
import { type AlertMessageRow, findAlertRule, listAlertMessages as listRows } from '@spane/db'
import type { AlertMessageItem } from '../../contract.ts'
import type { AlertIdInput } from '../../input/alert-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { alertNotFound } from './alert-summary.ts'
import { targetOf } from './channel-target.ts'

const SHOWN = 20

/** What an alert sent last, the newest first. */
export async function listAlertMessages(
  { pool, workspaceId, redact }: ServiceContext,
  { id }: AlertIdInput,
): Promise<{ items: AlertMessageItem[] }> {
  if (!(await findAlertRule(pool, workspaceId, id))) throw alertNotFound()
  const rows = await listRows(pool, id, SHOWN)
  return { items: rows.map((row) => toItem(row, redact)) }
}

function toItem(row: AlertMessageRow, redact: (text: string) => string): AlertMessageItem {
  const channel = alertChannelSchema.parse(JSON.parse(row.channel))
  return {
    id: row.id,
    kind: row.kind,
    channel: channel.type,
    target: targetOf(channel),
    status: row.status,
    attempts: row.attempts,
    error: row.error === null ? null : redact(row.error),
    at: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }
}
