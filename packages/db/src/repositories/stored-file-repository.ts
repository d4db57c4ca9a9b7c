import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** A file that came with a request. */
export interface StoredFileRow {
  id: string
  name: string
  type: string
  bytes: number
}

/** Bytes of one row: as much as is held in memory of a file that is written or read. */
const CHUNK_BYTES = 256 * 1024

/**
 * Writes a file as it comes, a piece after the other. One that does not come to its end is deleted; when the process dies in
 * between, that is done later.
 */
export async function writeStoredFile(
  pool: pg.Pool,
  file: { workspaceId: string; name: string; type: string },
  content: AsyncIterable<Uint8Array>,
): Promise<StoredFileRow> {
  const { workspaceId, name, type } = file
  const id = randomUUID()
  await pool.query(`INSERT INTO stored_file (id, workspace_id, name, type, bytes) VALUES ($1, $2, $3, $4, 0)`, [
    id,
    workspaceId,
    name,
    type,
  ])
  try {
    const bytes = await writeChunks(pool, id, content)
    await pool.query(`UPDATE stored_file SET bytes = $2 WHERE id = $1`, [id, bytes])
    return { id, name, type, bytes }
  } catch (error) {
    await deleteStoredFiles(pool, [id]).catch(() => undefined)
    throw error
  }
}

async function writeChunks(pool: pg.Pool, id: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  let index = 0
  let held: Uint8Array[] = []
  let heldBytes = 0
  const flush = async () => {
    await pool.query(`INSERT INTO stored_file_chunk (file_id, index, body) VALUES ($1, $2, $3)`, [
      id,
      index,
      Buffer.concat(held),
    ])
    index += 1
    held = []
    heldBytes = 0
  }
  for await (const piece of content) {
    bytes += piece.byteLength
    heldBytes += piece.byteLength
    held.push(piece)
    if (heldBytes >= CHUNK_BYTES) await flush()
  }
  if (heldBytes > 0) await flush()
  return bytes
}

/**
 * Says which execution files belong to: the one of this workflow that is started under this key, now or later. They are
 * kept as long as it is.
 */
export async function claimStoredFiles(
  pool: pg.Pool,
  ids: readonly string[],
  { workflowId, startKey }: { workflowId: string; startKey: string },
): Promise<void> {
  await pool.query(`UPDATE stored_file SET workflow_id = $2, start_key = $3 WHERE id = ANY($1::uuid[])`, [
    ids,
    workflowId,
    startKey,
  ])
}

export async function deleteStoredFiles(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query(`DELETE FROM stored_file WHERE id = ANY($1::uuid[])`, [ids])
}

/** A file of this workspace. */
export async function findStoredFile(
  pool: pg.Pool,
  workspaceId: string,
  id: string,
): Promise<StoredFileRow | undefined> {
  const { rows } = await pool.query(
    `SELECT id, name, type, bytes FROM stored_file WHERE workspace_id = $1 AND id = $2 AND start_key IS NOT NULL`,
    [workspaceId, id],
  )
  return rows[0]
}

/** The whole of a file; how large it is should be asked first. */
export async function readStoredFile(pool: pg.Pool, id: string): Promise<Buffer> {
  const { rows } = await pool.query<{ body: Buffer }>(
    `SELECT body FROM stored_file_chunk WHERE file_id = $1 ORDER BY index`,
    [id],
  )
  return Buffer.concat(rows.map((row) => row.body))
}

/**
 * Deletes files that belong to no execution: it was deleted, or never started. Those of the last hour stay, because theirs may be
 * about to start.
 */
export async function pruneStoredFiles(client: pg.ClientBase, limit: number): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM stored_file WHERE id IN (
       SELECT f.id FROM stored_file f
       WHERE f.created_at < clock_timestamp() - interval '1 hour' AND NOT EXISTS (
         SELECT FROM execution e WHERE e.workspace_id = f.workspace_id AND e.workflow_id = f.workflow_id
           AND e.idempotency_key = f.start_key)
       ORDER BY f.created_at LIMIT $1)`,
    [limit],
  )
  return rowCount ?? 0
}
