import type { OutboxKind, OutboxRow } from '@spane/engine'
import type pg from 'pg'

/** What is due of the outbox, hidden from others for `hideMs`. */
export async function takeOutbox(pool: pg.Pool, limit: number, hideMs: number): Promise<OutboxRow[]> {
  const { rows } = await pool.query(
    `UPDATE outbox o SET available_at = clock_timestamp() + $2 * interval '1 millisecond'
       FROM (SELECT id FROM outbox WHERE available_at <= clock_timestamp()
             ORDER BY available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED) due, execution e
       WHERE o.id = due.id AND e.id = o.execution_id RETURNING o.id, o.execution_id, o.node_id, o.kind, e.priority`,
    [limit, hideMs],
  )
  return rows.map((raw) => ({
    outboxId: String(raw.id),
    executionId: raw.execution_id as string,
    nodeId: raw.node_id as string,
    kind: raw.kind as OutboxKind,
    priority: raw.priority as number,
  }))
}

export async function deleteOutbox(pool: pg.Pool, outboxIds: string[]): Promise<void> {
  await pool.query({
    name: 'delete-outbox',
    text: `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id = ANY($1::int8[]) ORDER BY id FOR UPDATE)`,
    values: [outboxIds],
  })
}
