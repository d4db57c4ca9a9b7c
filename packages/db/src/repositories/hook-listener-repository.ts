import type pg from 'pg'

/** A workflow whose draft answers test calls. */
export interface HookListenerRow {
  until: Date
  /** By the database's clock. */
  now: Date
  /** Since it listens. */
  calls: number
  /** What the last call started. */
  executionId: string | null
}

const COLUMNS = `l.until, clock_timestamp() AS now, l.calls, l.execution_id AS "executionId"`

/** For how long an editor listens that no longer asks what came. */
const SEEN_SECONDS = 10
/** Most drafts that are looked through for a call: each is one that somebody edits just now. */
const MAX_LISTENERS = 50

/** Lets a workflow's draft answer test calls for so many seconds from now. */
export async function startListening(
  pool: pg.Pool,
  { workspaceId, workflowId, seconds }: { workspaceId: string; workflowId: string; seconds: number },
): Promise<HookListenerRow> {
  await pool.query(`DELETE FROM hook_listener WHERE until < clock_timestamp() - interval '1 hour'`)
  const { rows } = await pool.query(
    `INSERT INTO hook_listener AS l (workspace_id, workflow_id, until)
     VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')
     ON CONFLICT (workspace_id, workflow_id) DO UPDATE SET until = EXCLUDED.until, seen_at = clock_timestamp(), calls = 0, execution_id = NULL
     RETURNING ${COLUMNS}`,
    [workspaceId, workflowId, seconds],
  )
  return rows[0]
}

export async function stopListening(pool: pg.Pool, workspaceId: string, workflowId: string): Promise<void> {
  await pool.query(`DELETE FROM hook_listener WHERE workspace_id = $1 AND workflow_id = $2`, [workspaceId, workflowId])
}

/** Says that somebody still looks, and returns what came; undefined when it does not listen, or no longer. */
export async function touchListener(
  pool: pg.Pool,
  workspaceId: string,
  workflowId: string,
): Promise<HookListenerRow | undefined> {
  const { rows } = await pool.query(
    `UPDATE hook_listener l SET seen_at = clock_timestamp()
     WHERE l.workspace_id = $1 AND l.workflow_id = $2 AND l.until > clock_timestamp() RETURNING ${COLUMNS}`,
    [workspaceId, workflowId],
  )
  return rows[0]
}

/** The drafts that listen, the latest first: JSON text of their definitions. */
export async function listListeningDrafts(
  pool: pg.Pool,
  workspaceId: string,
): Promise<{ workflowId: string; draft: string }[]> {
  const { rows } = await pool.query(
    `SELECT l.workflow_id AS "workflowId", w.draft FROM hook_listener l
     JOIN workflow w ON w.workspace_id = l.workspace_id AND w.id = l.workflow_id AND w.deleted_at IS NULL
     WHERE l.workspace_id = $1 AND l.until > clock_timestamp()
       AND l.seen_at > clock_timestamp() - interval '${SEEN_SECONDS} seconds'
     ORDER BY l.until DESC LIMIT ${MAX_LISTENERS}`,
    [workspaceId],
  )
  return rows
}

/** Tells the editor that listens what a call has started. */
export async function recordTestCall(
  pool: pg.Pool,
  call: { workspaceId: string; workflowId: string; executionId: string },
): Promise<void> {
  await pool.query(
    `UPDATE hook_listener SET calls = calls + 1, execution_id = $3 WHERE workspace_id = $1 AND workflow_id = $2`,
    [call.workspaceId, call.workflowId, call.executionId],
  )
}
