import type pg from 'pg'

interface Many {
  workspaceId: string
  ids: readonly string[]
}

/** Hides workflows; their rows stay for their executions. Returns the ids of those that there were. */
export async function deleteWorkflowRows(pool: pg.Pool, { workspaceId, ids }: Many): Promise<string[]> {
  return idsOf(
    pool.query(
      `UPDATE workflow SET deleted_at = clock_timestamp()
       WHERE workspace_id = $1 AND id = ANY($2) AND deleted_at IS NULL RETURNING id`,
      [workspaceId, ids],
    ),
  )
}

/** Takes deletions back. Returns the ids of those that there are, deleted before or not. */
export async function restoreWorkflowRows(pool: pg.Pool, { workspaceId, ids }: Many): Promise<string[]> {
  return idsOf(
    pool.query(
      `UPDATE workflow SET deleted_at = NULL WHERE workspace_id = $1 AND id = ANY($2) AND purged_at IS NULL RETURNING id`,
      [workspaceId, ids],
    ),
  )
}

/** Something of a workflow is not over: executions that have not ended, or dead letters that nobody has decided on. */
export const WORKFLOW_IN_USE = `(
  EXISTS (SELECT FROM execution e WHERE e.workspace_id = w.workspace_id AND e.workflow_id = w.id
    AND e.status IN ('queued', 'running', 'paused'))
  OR EXISTS (SELECT FROM dead_letter d WHERE d.workspace_id = w.workspace_id AND d.workflow_id = w.id
    AND d.status IN ('open', 'retrying')))`

/** Deletes workflows in the trash for good: nothing of them is shown any more, and the pruner removes them. */
export async function purgeWorkflowRows(
  pool: pg.Pool,
  { workspaceId, ids }: Many,
): Promise<{ purged: string[]; inUse: string[] }> {
  const { rows } = await pool.query<{ id: string; inUse: boolean }>(
    `WITH asked AS MATERIALIZED (
       SELECT w.workspace_id, w.id, ${WORKFLOW_IN_USE} AS in_use FROM workflow w
       WHERE w.workspace_id = $1 AND w.id = ANY($2) AND w.deleted_at IS NOT NULL AND w.purged_at IS NULL
       FOR UPDATE OF w
     ), purged AS (
       UPDATE workflow w SET purged_at = clock_timestamp() FROM asked
       WHERE w.workspace_id = asked.workspace_id AND w.id = asked.id AND NOT asked.in_use
     )
     SELECT id, in_use AS "inUse" FROM asked`,
    [workspaceId, ids],
  )
  const idsWith = (inUse: boolean) => rows.filter((row) => row.inUse === inUse).map((row) => row.id)
  return { purged: idsWith(false), inUse: idsWith(true) }
}

/** Puts workflows into a folder, or into none. Undefined when there is no such folder. */
export async function moveWorkflowRows(
  pool: pg.Pool,
  { workspaceId, ids, folderId }: Many & { folderId: string | null },
): Promise<string[] | undefined> {
  try {
    return await idsOf(
      pool.query(
        `UPDATE workflow SET folder_id = $3 WHERE workspace_id = $1 AND id = ANY($2) AND deleted_at IS NULL RETURNING id`,
        [workspaceId, ids, folderId],
      ),
    )
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'workflow_workspace_id_folder_id_fkey')
      return undefined
    throw error
  }
}

async function idsOf(result: Promise<pg.QueryResult<{ id: string }>>): Promise<string[]> {
  return (await result).rows.map((row) => row.id)
}
