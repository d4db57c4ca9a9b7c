import { type ExecutionEvent, executionEventSchema } from '@spane/realtime'
import type pg from 'pg'

/** Events with a number above `after`, at most `limit` (rules 10.1 and 10.2). A row holds those of one transaction. */
export async function readEvents(
  pool: pg.Pool,
  executionId: string,
  after: number,
  limit: number,
): Promise<ExecutionEvent[]> {
  const { rows } = await pool.query({
    name: 'read-events',
    text: `SELECT seq, at, body FROM event
           WHERE execution_id = $1 AND last_seq > $2
             AND seq >= COALESCE((SELECT max(seq) FROM event WHERE execution_id = $1 AND seq <= $2 + 1), 0)
           ORDER BY seq LIMIT $3`,
    values: [executionId, after, limit],
  })
  const events: ExecutionEvent[] = []
  for (const row of rows) {
    for (const event of parseEvents(row)) {
      if (event.seq <= after) continue
      if (events.length === limit) return events
      events.push(event)
    }
  }
  return events
}

/** The events of a row with their numbers and time. */
export function parseEvents(row: { seq: number; at: Date; body: string }): ExecutionEvent[] {
  const at = row.at.toISOString()
  const bodies = JSON.parse(row.body) as Record<string, unknown>[]
  return bodies.map((body, index) => executionEventSchema.parse({ ...body, seq: row.seq + index, at }))
}
