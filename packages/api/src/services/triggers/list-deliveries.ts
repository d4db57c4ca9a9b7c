import { findTriggerRow, listDeliveryRows } from '@spane/db'
import type { TriggerDelivery } from '../../contract.ts'
import type { TriggerIdInput } from '../../input/trigger-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { triggerNotFound } from './trigger-context.ts'

const SHOWN = 20

/** What a trigger received or did last, the newest first. */
export async function listDeliveries(
  { pool, workspaceId, redact }: ServiceContext,
  { id }: TriggerIdInput,
): Promise<{ items: TriggerDelivery[] }> {
  if (!(await findTriggerRow(pool, workspaceId, id))) throw triggerNotFound()
  const rows = await listDeliveryRows(pool, id, SHOWN)
  return {
    items: rows.map((row) => ({
      id: row.id,
      status: row.status,
      at: row.at.toISOString(),
      executionId: row.executionId,
      error: row.error === null ? null : redact(row.error),
    })),
  }
}
