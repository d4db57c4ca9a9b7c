import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction } from './in-transaction.ts'

export interface TagRow {
  id: string
  name: string
  /** Workflows that have it, without those in the trash. */
  workflows: number
}

export type TagChange = 'ok' | 'missing' | 'exists'

/** All tags of a workspace, by name; their number is bounded when they are made. */
export async function listTagRows(pool: pg.Pool, workspaceId: string): Promise<TagRow[]> {
  const { rows } = await pool.query<TagRow>(
    `SELECT t.id, t.name, (
       SELECT count(*)::int FROM workflow_tag wt
       JOIN workflow w ON w.workspace_id = wt.workspace_id AND w.id = wt.workflow_id AND w.deleted_at IS NULL
       WHERE wt.workspace_id = t.workspace_id AND wt.tag_id = t.id
     ) AS workflows
     FROM tag t WHERE t.workspace_id = $1 ORDER BY lower(t.name)`,
    [workspaceId],
  )
  return rows
}

export async function renameTagRow(
  pool: pg.Pool,
  { workspaceId, id, name }: { workspaceId: string; id: string; name: string },
): Promise<TagChange> {
  try {
    const { rowCount } = await pool.query(`UPDATE tag SET name = $3 WHERE workspace_id = $1 AND id = $2`, [
      workspaceId,
      id,
      name,
    ])
    return rowCount === 1 ? 'ok' : 'missing'
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'tag_name_key') return 'exists'
    throw error
  }
}

/** Takes a tag from all workflows and away. */
export async function deleteTagRow(pool: pg.Pool, workspaceId: string, id: string): Promise<TagChange> {
  const { rowCount } = await pool.query(`DELETE FROM tag WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
  return rowCount === 1 ? 'ok' : 'missing'
}

/** Gives a workflow the tags of another. */
export async function copyTags(
  pool: pg.Pool,
  { workspaceId, from, to }: { workspaceId: string; from: string; to: string },
): Promise<void> {
  await pool.query(
    `INSERT INTO workflow_tag (workspace_id, workflow_id, tag_id)
     SELECT workspace_id, $3, tag_id FROM workflow_tag WHERE workspace_id = $1 AND workflow_id = $2 ON CONFLICT DO NOTHING`,
    [workspaceId, from, to],
  )
}

export interface TagAssignment {
  workspaceId: string
  workflowIds: readonly string[]
  /** Names; a tag that there is not yet is made. */
  add: readonly string[]
  /** Ids. */
  remove: readonly string[]
  maxTags: number
  maxTagsOfWorkflow: number
}

/** What became of each workflow; `too-many`: the workspace may not have so many tags, and nothing was changed. */
export type TagOutcome = 'too-many' | Map<string, 'ok' | 'too-many-of-workflow'>

/** Gives tags to workflows and takes tags from them; workflows that there are not are absent from the outcome. */
export async function assignTags(pool: pg.Pool, assignment: TagAssignment): Promise<TagOutcome> {
  const { workspaceId, workflowIds, add, remove, maxTags, maxTagsOfWorkflow } = assignment
  return inTransaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`spane:tags:${workspaceId}`])
    // For workflows that there are not, no tag is made.
    const { rowCount } = await client.query(
      `SELECT FROM workflow WHERE workspace_id = $1 AND id = ANY($2) AND deleted_at IS NULL LIMIT 1`,
      [workspaceId, workflowIds],
    )
    if (rowCount === 0) return new Map()
    const ids = await findOrMakeTags(client, { workspaceId, names: add, maxTags })
    if (!ids) return 'too-many'
    const { rows } = await client.query<{ id: string; after: number }>(
      `SELECT w.id, (SELECT count(*)::int FROM (
           SELECT tag_id FROM workflow_tag wt WHERE wt.workspace_id = w.workspace_id AND wt.workflow_id = w.id
             AND tag_id <> ALL($4::uuid[])
           UNION SELECT unnest($3::uuid[])) held) AS after
       FROM workflow w WHERE w.workspace_id = $1 AND w.id = ANY($2) AND w.deleted_at IS NULL`,
      [workspaceId, workflowIds, ids, remove],
    )
    const changed = rows.filter(({ after }) => after <= maxTagsOfWorkflow).map(({ id }) => id)
    await client.query(
      `DELETE FROM workflow_tag WHERE workspace_id = $1 AND workflow_id = ANY($2) AND tag_id = ANY($3::uuid[])`,
      [workspaceId, changed, remove],
    )
    await client.query(
      `INSERT INTO workflow_tag (workspace_id, workflow_id, tag_id)
       SELECT $1, w, t FROM unnest($2::text[]) w CROSS JOIN unnest($3::uuid[]) t ON CONFLICT DO NOTHING`,
      [workspaceId, changed, ids],
    )
    return new Map(rows.map(({ id, after }) => [id, after <= maxTagsOfWorkflow ? 'ok' : 'too-many-of-workflow']))
  })
}

/** Undefined when the workspace would have more than `maxTags`. */
async function findOrMakeTags(
  client: pg.ClientBase,
  { workspaceId, names, maxTags }: { workspaceId: string; names: readonly string[]; maxTags: number },
): Promise<string[] | undefined> {
  if (names.length === 0) return []
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(DISTINCT name)::int AS count FROM (
       SELECT lower(name) AS name FROM tag WHERE workspace_id = $1 UNION SELECT lower(n) FROM unnest($2::text[]) n) held`,
    [workspaceId, names],
  )
  if ((rows[0]?.count ?? 0) > maxTags) return undefined
  await client.query(
    `INSERT INTO tag (workspace_id, id, name) SELECT $1, id, name FROM unnest($2::uuid[], $3::text[]) AS made(id, name)
     ON CONFLICT DO NOTHING`,
    [workspaceId, names.map(() => randomUUID()), names],
  )
  const found = await client.query<{ id: string }>(
    `SELECT id FROM tag WHERE workspace_id = $1 AND lower(name) = ANY(SELECT lower(n) FROM unnest($2::text[]) n)`,
    [workspaceId, names],
  )
  return found.rows.map((row) => row.id)
}
