import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { pruneStoredFiles } from '../repositories/stored-file-repository.ts'
import { deleteExecutions, findDeletable, findDescendants } from './delete-executions.ts'
import {
  type ExecutionKey,
  findCandidates,
  findPruneRanges,
  type PruneRange,
  type RetentionPolicy,
} from './find-candidates.ts'
import { findTrash, removeEmptied } from './prune-trash.ts'

export interface PruneOptions {
  connectionString: string
  policy: RetentionPolicy
  /** Executions a transaction; default 100. */
  batchSize?: number
  /** Ends the round after the batch that it works on. */
  signal?: AbortSignal
}

/** Advisory lock of whoever prunes. Any number will do, as long as nothing else in this database takes it. */
export const PRUNE_LOCK = 5_350_414_501
/** A batch never makes others wait longer than this. */
const LOCK_TIMEOUT = '2s'

/**
 * One round of pruning: deletes finished executions that the policy does not keep, children with their parents, and the
 * workflows that have been in the trash for too long or were deleted for good with all of theirs. In small transactions with rests between them that are as long as the work. On a connection of its own, which holds an advisory
 * lock: of all processes one prunes at a time.
 *
 * @returns how many executions were deleted; undefined when another process prunes
 */
export async function pruneExecutions(options: PruneOptions): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: options.connectionString, application_name: 'spane retention' })
  // A connection that breaks fails the query that runs; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [PRUNE_LOCK])
    if (!rows[0]?.locked) return undefined
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`)
    return await pruneRanges(client, options)
  } finally {
    // Which gives the lock back.
    await client.end()
  }
}

async function pruneRanges(client: pg.Client, { policy, signal, batchSize = 100 }: PruneOptions): Promise<number> {
  // What is left of workers that were lost; the pages show them for a day.
  await client.query(`DELETE FROM worker WHERE heartbeat_at < clock_timestamp() - interval '1 day'`)
  while (!signal?.aborted && (await pruneStoredFiles(client, batchSize)) === batchSize) await delay(10)
  if (policy.days > 0) await deleteOldBatches(client, policy.days, { batchSize, signal })
  let deleted = 0
  const trash = await findTrash(client, batchSize)
  for (const range of [...trash.map((workflow) => workflow.range), ...(await findPruneRanges(client, policy))]) {
    deleted += await pruneRange(client, range, { batchSize, signal })
    if (signal?.aborted) return deleted
  }
  await removeEmptied(client, trash)
  return deleted
}

async function pruneRange(
  client: pg.Client,
  range: PruneRange,
  options: { batchSize: number; signal: AbortSignal | undefined },
): Promise<number> {
  let deleted = 0
  let after: ExecutionKey | undefined
  for (;;) {
    const candidates = await findCandidates(client, range, after, options.batchSize)
    after = candidates.at(-1)
    if (after === undefined) return deleted
    const ids = candidates.map((candidate) => candidate.id)
    deleted += await deleteTrees(client, await findDeletable(client, ids), options)
    if (options.signal?.aborted) return deleted
  }
}

/** What is left of dealing with many dead letters at once: the letters tell of it themselves. */
async function deleteOldBatches(
  client: pg.Client,
  days: number,
  { batchSize, signal }: { batchSize: number; signal: AbortSignal | undefined },
): Promise<void> {
  while (!signal?.aborted) {
    const { rowCount } = await client.query(
      `DELETE FROM dead_letter_batch WHERE id IN (
         SELECT id FROM dead_letter_batch WHERE ended_at < clock_timestamp() - $1 * interval '1 day' LIMIT $2)`,
      [days, batchSize],
    )
    if ((rowCount ?? 0) < batchSize) return
  }
}

/** Deletes executions and everything below them from the bottom up, so that no transaction is larger than a batch. */
async function deleteTrees(
  client: pg.Client,
  rootIds: readonly string[],
  { batchSize, signal }: { batchSize: number; signal: AbortSignal | undefined },
): Promise<number> {
  let deleted = 0
  while (rootIds.length > 0 && !signal?.aborted) {
    const below = await findDescendants(client, rootIds, batchSize)
    const startedAt = performance.now()
    const count = await deleteExecutions(client, below.length > 0 ? below : rootIds)
    deleted += count
    await rest(performance.now() - startedAt, signal)
    // Descendants that are locked now are for the next round, with the executions above them.
    if (below.length === 0 || count === 0) return deleted
  }
  return deleted
}

/** At most half of the time is work. */
async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
