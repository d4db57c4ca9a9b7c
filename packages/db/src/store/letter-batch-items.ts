import type {
  ActingItem,
  DeadLetterFilter,
  DeadLetterRow,
  LetterBatchItemRow,
  LetterBatchItemStatus,
  LetterBatchResult,
} from '@spane/engine'
import type pg from 'pg'
import { letterQuery } from './letter-query.ts'
import { isUuid, plainText, toBatchItemRow } from './row-mapping.ts'

/** Letters that a batch finds in one transaction. */
const COLLECT = 10_000

/** Which letters a batch has still to find. */
export type Collecting = Omit<DeadLetterFilter, 'limit'>

const BEGIN = `status = CASE WHEN canary IS NULL THEN 'running' ELSE 'canary' END, collecting = NULL`

/** Takes letters that somebody chose into a batch, in their order; what is unknown or elsewhere is left out. */
export async function addChosen(
  client: pg.ClientBase,
  batchId: string,
  workspaceId: string,
  letterIds: string[],
): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO dead_letter_batch_item (batch_id, position, letter_id, execution_id, node_id, status)
     SELECT $1, row_number() OVER (ORDER BY min(c.position)), d.id, d.execution_id, d.node_id, 'waiting'
     FROM unnest($3::uuid[]) WITH ORDINALITY AS c(id, position) JOIN dead_letter d ON d.id = c.id
     WHERE d.workspace_id = $2 GROUP BY d.id`,
    [batchId, workspaceId, letterIds.filter(isUuid)],
  )
  await client.query(`UPDATE dead_letter_batch SET ${BEGIN}, waiting = $2 WHERE id = $1`, [batchId, rowCount])
}

/** Takes the next letters that match into a batch, which begins when there are no more. The batch's row is locked. */
export async function collect(client: pg.ClientBase, batchId: string, what: Collecting): Promise<void> {
  const { text, values } = letterQuery({ ...what, limit: COLLECT })
  const id = `$${values.push(batchId)}`
  const { rows } = await client.query(
    `INSERT INTO dead_letter_batch_item (batch_id, position, letter_id, execution_id, node_id, status)
     SELECT b.id, b.waiting + row_number() OVER (ORDER BY l.failed_at DESC, l.id DESC), l.id, l.execution_id, l.node_id, 'waiting'
     FROM (${text}) l, dead_letter_batch b WHERE b.id = ${id}::uuid
     RETURNING letter_id, position`,
    values,
  )
  const position = Math.max(...rows.map((row) => row.position as number))
  const last = rows.find((row) => row.position === position)?.letter_id as string | undefined
  if (rows.length < COLLECT || last === undefined) {
    await client.query(`UPDATE dead_letter_batch SET ${BEGIN}, waiting = waiting + $2 WHERE id = $1`, [
      batchId,
      rows.length,
    ])
    return
  }
  const letter = await client.query(`SELECT failed_at FROM dead_letter WHERE id = $1`, [last])
  // A letter that was removed meanwhile takes its key with it: the search ends where it was.
  const before = letter.rows[0] ? { failedAt: (letter.rows[0].failed_at as Date).getTime(), id: last } : what.before
  await client.query(`UPDATE dead_letter_batch SET collecting = $3, waiting = waiting + $2 WHERE id = $1`, [
    batchId,
    rows.length,
    JSON.stringify({ ...what, before }),
  ])
}

/** Moves items on from a status, and counts. */
export async function endItems(
  client: pg.ClientBase,
  batchId: string,
  from: LetterBatchItemStatus,
  results: readonly LetterBatchResult[],
): Promise<void> {
  await client.query(`SELECT FROM dead_letter_batch WHERE id = $1 FOR UPDATE`, [batchId])
  await client.query(
    `WITH ended AS (
       UPDATE dead_letter_batch_item i
       SET status = x.status, error_code = x.error_code, error_message = x.error_message,
         successor_id = COALESCE(x.successor_id, i.successor_id)
       FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[])
         AS x(letter_id, status, error_code, error_message, successor_id)
       WHERE i.batch_id = $1 AND i.letter_id = x.letter_id AND i.status = $2
       RETURNING x.status
     ), counted AS (
       SELECT count(*) AS all, count(*) FILTER (WHERE status = 'acting') AS acting,
         count(*) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE status = 'failed') AS failed,
         count(*) FILTER (WHERE status = 'refused') AS refused FROM ended
     )
     UPDATE dead_letter_batch b SET
       waiting = b.waiting - CASE WHEN $2 = 'waiting' THEN c.all ELSE 0 END,
       acting = b.acting - CASE WHEN $2 = 'acting' THEN c.all ELSE 0 END + c.acting,
       done = b.done + c.done, failed = b.failed + c.failed, refused = b.refused + c.refused,
       updated_at = clock_timestamp()
     FROM counted c WHERE b.id = $1`,
    [
      batchId,
      from,
      results.map((result) => result.letterId),
      results.map((result) => result.status),
      results.map((result) => result.errorCode ?? null),
      results.map((result) => (result.errorMessage === undefined ? null : plainText(result.errorMessage))),
      results.map((result) => result.successorId ?? null),
    ],
  )
}

/** The items whose retry is under way, and what is known of it. */
export async function readActing(
  pool: pg.Pool,
  batchId: string,
): Promise<{ item: LetterBatchItemRow; facts: ActingItem }[]> {
  const { rows } = await pool.query(
    `SELECT i.*, d.status AS letter_status, d.batch_id AS letter_batch, d.error_code AS letter_code,
       d.error_message AS letter_message, e.status AS execution_status,
       se.status AS successor_status, sn.status AS successor_node, sn.handled AS successor_handled
     FROM dead_letter_batch_item i
     LEFT JOIN dead_letter d ON d.id = i.letter_id
     LEFT JOIN execution e ON e.id = i.execution_id
     LEFT JOIN execution se ON se.id = i.successor_id
     LEFT JOIN node_run sn ON sn.execution_id = i.successor_id AND sn.node_id = i.node_id
     WHERE i.batch_id = $1 AND i.status = 'acting'`,
    [batchId],
  )
  return rows.map((raw) => ({ item: toBatchItemRow(raw), facts: toActingItem(raw) }))
}

function toActingItem(raw: Record<string, unknown>): ActingItem {
  const letter = {
    status: raw.letter_status as DeadLetterRow['status'],
    batchId: raw.letter_batch as string | null,
    errorCode: raw.letter_code as string,
    errorMessage: raw.letter_message as string,
  }
  const node = {
    status: raw.successor_node as NonNullable<NonNullable<ActingItem['successor']>['node']>['status'],
    handled: raw.successor_handled as boolean,
  }
  return {
    batchId: raw.batch_id as string,
    letter: raw.letter_status === null ? undefined : letter,
    executionStatus: (raw.execution_status as ActingItem['executionStatus'] | null) ?? undefined,
    ...(raw.successor_id !== null && {
      successor: {
        status: (raw.successor_status as ActingItem['executionStatus'] | null) ?? undefined,
        node: raw.successor_node === null ? undefined : node,
      },
    }),
  }
}
