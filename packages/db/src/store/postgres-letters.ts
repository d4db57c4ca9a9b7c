import {
  type CreateLetterBatch,
  type DeadLetterGroup,
  type DeadLetterGroupFilter,
  type DeadLetterStore,
  decideItemEnd,
  type LetterBatchFilter,
  type LetterBatchItemRow,
  type LetterBatchResult,
  type LetterBatchRow,
  type LetterEntryRow,
} from '@spane/engine'
import type pg from 'pg'
import { addChosen, type Collecting, collect, endItems, readActing } from './letter-batch-items.ts'
import { listLetterGroups } from './letter-groups.ts'
import { isUuid, toBatchItemRow, toLetterBatchRow, toLetterEntryRow } from './row-mapping.ts'
import { inTransaction } from './transaction.ts'

/** The column would round to the next millisecond, and hide the batch until then. */
const THIS_MILLISECOND = `date_trunc('milliseconds', clock_timestamp())`

/** Groups, histories and batches of dead letters in PostgreSQL. */
export class PostgresLetters implements DeadLetterStore {
  private readonly pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.pool = pool
  }

  async readLetterHistory(letterId: string, limit: number): Promise<LetterEntryRow[]> {
    if (!isUuid(letterId)) return []
    const { rows } = await this.pool.query(
      `SELECT * FROM dead_letter_entry WHERE letter_id = $1 ORDER BY seq DESC LIMIT $2`,
      [letterId, limit],
    )
    return rows.map(toLetterEntryRow).reverse()
  }

  listLetterGroups(filter: DeadLetterGroupFilter): Promise<DeadLetterGroup[]> {
    return listLetterGroups(this.pool, filter)
  }

  async createLetterBatch(request: CreateLetterBatch): Promise<LetterBatchRow> {
    const { id, workspaceId, action, version, canary, by, letters } = request
    const fingerprint = 'ids' in letters ? undefined : [letters.fingerprint ?? []].flat()
    return inTransaction(this.pool, async ({ client }) => {
      const { rowCount } = await client.query(
        `INSERT INTO dead_letter_batch (id, workspace_id, action, version, canary, by, fingerprint, version_ids, status, waiting, acting,
           done, failed, refused, hidden_until, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'collecting', 0, 0, 0, 0, 0, now(), now(), now())
         ON CONFLICT (id) DO NOTHING`,
        [
          id,
          workspaceId,
          action,
          version,
          canary,
          by,
          fingerprint?.length === 1 ? fingerprint[0] : null,
          JSON.stringify(request.versionIds ?? {}),
        ],
      )
      if (rowCount === 1) {
        if ('ids' in letters) await addChosen(client, id, workspaceId, letters.ids)
        else {
          const now = await client.query(`SELECT clock_timestamp() AS now`)
          // What fails again from now on has a later time, so it is not found a second time.
          const until = Math.min(letters.until ?? Number.POSITIVE_INFINITY, now.rows[0].now.getTime() + 1)
          const status = action === 'restore' ? 'discarded' : 'open'
          await collect(client, id, { ...letters, until, workspaceId, status })
        }
      }
      const { rows } = await client.query(`SELECT * FROM dead_letter_batch WHERE id = $1`, [id])
      return toLetterBatchRow(rows[0])
    })
  }

  async collectLetterBatch(id: string): Promise<LetterBatchRow | undefined> {
    return inTransaction(this.pool, async ({ client }) => {
      const { rows } = await client.query(`SELECT * FROM dead_letter_batch WHERE id = $1 FOR UPDATE`, [id])
      const collecting = rows[0]?.status === 'collecting' && (rows[0].collecting as string | null)
      if (collecting) await collect(client, id, JSON.parse(collecting) as Collecting)
      return rows[0] && toLetterBatchRow(rows[0])
    })
  }

  async takeLetterBatch(hideMs: number): Promise<LetterBatchRow | undefined> {
    const { rows } = await this.pool.query({
      name: 'take-letter-batch',
      text: `UPDATE dead_letter_batch SET hidden_until = ${THIS_MILLISECOND} + $1 * interval '1 millisecond'
             WHERE id = (
               SELECT id FROM dead_letter_batch
               WHERE ended_at IS NULL AND status <> 'stopped' AND hidden_until <= clock_timestamp()
               ORDER BY hidden_until LIMIT 1 FOR UPDATE SKIP LOCKED)
             RETURNING *`,
      values: [hideMs],
    })
    return rows[0] && toLetterBatchRow(rows[0])
  }

  async releaseLetterBatch(id: string): Promise<void> {
    await this.pool.query(`UPDATE dead_letter_batch SET hidden_until = ${THIS_MILLISECOND} WHERE id = $1`, [id])
  }

  async readWaitingItems(id: string, limit: number): Promise<LetterBatchItemRow[]> {
    return this.listBatchItems(id, { status: ['waiting'], limit })
  }

  async recordBatchResults(id: string, results: LetterBatchResult[]): Promise<void> {
    if (results.length === 0) return
    await inTransaction(this.pool, ({ client }) => endItems(client, id, 'waiting', results))
  }

  async settleLetterBatch(id: string): Promise<LetterBatchItemRow[]> {
    const acting = await readActing(this.pool, id)
    const ended = acting.flatMap(({ item, facts }) => {
      const end = decideItemEnd(facts)
      return end ? [{ item, result: { letterId: item.letterId, ...end } }] : []
    })
    if (ended.length === 0) return []
    const results = ended.map(({ result }) => result)
    await inTransaction(this.pool, ({ client }) => endItems(client, id, 'acting', results))
    return ended.map(({ item, result }) => ({ ...item, ...result }))
  }

  async changeLetterBatch(id: string, change: Parameters<DeadLetterStore['changeLetterBatch']>[1]) {
    if (!isUuid(id)) return undefined
    const { rows } = await this.pool.query(
      `UPDATE dead_letter_batch SET status = $3, updated_at = clock_timestamp(), hidden_until = clock_timestamp(),
         ended_at = CASE WHEN $4 THEN clock_timestamp() END
       WHERE id = $1 AND ended_at IS NULL AND status = ANY($2::text[]) RETURNING *`,
      [id, change.from, change.to, change.ended],
    )
    return rows[0] && toLetterBatchRow(rows[0])
  }

  async readLetterBatch(id: string): Promise<LetterBatchRow | undefined> {
    if (!isUuid(id)) return undefined
    const { rows } = await this.pool.query(`SELECT * FROM dead_letter_batch WHERE id = $1`, [id])
    return rows[0] && toLetterBatchRow(rows[0])
  }

  async listLetterBatches({ workspaceId, open, fingerprint, before, limit }: LetterBatchFilter) {
    const { rows } = await this.pool.query(
      `SELECT * FROM dead_letter_batch
       WHERE workspace_id = $1 ${open ? 'AND ended_at IS NULL' : ''} AND ($2::text IS NULL OR fingerprint = $2)
         AND ($3::float8 IS NULL OR (created_at, id) < (to_timestamp($3 / 1000.0), $4::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $5`,
      [workspaceId, fingerprint ?? null, before?.createdAt ?? null, before?.id ?? null, limit],
    )
    return rows.map(toLetterBatchRow)
  }

  async listBatchItems(id: string, filter: Parameters<DeadLetterStore['listBatchItems']>[1]) {
    if (!isUuid(id)) return []
    const ofStatus = filter.status ? 'AND status = ANY($4::text[])' : ''
    const { rows } = await this.pool.query(
      `SELECT * FROM dead_letter_batch_item WHERE batch_id = $1 AND position > $2 ${ofStatus} ORDER BY position LIMIT $3`,
      [id, filter.after ?? 0, filter.limit, ...(filter.status ? [filter.status] : [])],
    )
    return rows.map(toBatchItemRow)
  }
}
