import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction } from './in-transaction.ts'

/** How deep folders may be nested; the database holds it, too. */
export const MAX_FOLDER_DEPTH = 5

export interface FolderRow {
  id: string
  parentId: string | null
  name: string
  /** 1 at the top. */
  depth: number
  /** Workflows right in it, without those in the trash. */
  workflows: number
}

/** What became of a change; `exists`: a sibling has the name, in any case. */
export type FolderChange = 'ok' | 'missing' | 'exists' | 'too-deep' | 'inside-itself' | 'too-many'

interface Place {
  workspaceId: string
  id: string
}

/** All folders of a workspace, by name; their number is bounded when they are made. */
export async function listFolderRows(pool: pg.Pool, workspaceId: string): Promise<FolderRow[]> {
  const { rows } = await pool.query<FolderRow>(
    `SELECT f.id, f.parent_id AS "parentId", f.name, f.depth::int AS depth,
       (SELECT count(*)::int FROM workflow w
        WHERE w.workspace_id = f.workspace_id AND w.folder_id = f.id AND w.deleted_at IS NULL) AS workflows
     FROM folder f WHERE f.workspace_id = $1 ORDER BY lower(f.name), f.id`,
    [workspaceId],
  )
  return rows
}

export async function insertFolderRow(
  pool: pg.Pool,
  folder: { workspaceId: string; name: string; parentId: string | null; maxFolders: number },
): Promise<{ change: FolderChange; id: string }> {
  const { workspaceId, name, parentId, maxFolders } = folder
  const id = randomUUID()
  const change = await changeTree(pool, workspaceId, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM folder WHERE workspace_id = $1`,
      [workspaceId],
    )
    if ((rows[0]?.count ?? 0) >= maxFolders) return 'too-many'
    const above = await depthOf(client, workspaceId, parentId)
    if (above === undefined) return 'missing'
    if (above >= MAX_FOLDER_DEPTH) return 'too-deep'
    await client.query(`INSERT INTO folder (workspace_id, id, parent_id, name, depth) VALUES ($1, $2, $3, $4, $5)`, [
      workspaceId,
      id,
      parentId,
      name,
      above + 1,
    ])
    return 'ok'
  })
  return { change, id }
}

export async function renameFolderRow(
  pool: pg.Pool,
  { workspaceId, id, name }: Place & { name: string },
): Promise<FolderChange> {
  return changeTree(pool, workspaceId, async (client) => {
    const { rowCount } = await client.query(`UPDATE folder SET name = $3 WHERE workspace_id = $1 AND id = $2`, [
      workspaceId,
      id,
      name,
    ])
    return rowCount === 1 ? 'ok' : 'missing'
  })
}

/** Moves a folder with all that is in it. */
export async function moveFolderRow(
  pool: pg.Pool,
  { workspaceId, id, parentId }: Place & { parentId: string | null },
): Promise<FolderChange> {
  return changeTree(pool, workspaceId, async (client) => {
    const tree = await readTree(client, workspaceId, id)
    const [top] = tree
    const above = await depthOf(client, workspaceId, parentId)
    if (!top || above === undefined) return 'missing'
    if (tree.some((folder) => folder.id === parentId)) return 'inside-itself'
    const deepest = Math.max(...tree.map((folder) => folder.depth))
    const shift = above + 1 - top.depth
    if (deepest + shift > MAX_FOLDER_DEPTH) return 'too-deep'
    await client.query(
      `UPDATE folder SET depth = depth + $3, parent_id = CASE WHEN id = $2 THEN $4::uuid ELSE parent_id END
       WHERE workspace_id = $1 AND id = ANY($5::uuid[])`,
      [workspaceId, id, shift, parentId, tree.map((folder) => folder.id)],
    )
    return 'ok'
  })
}

/** Deletes a folder; what is in it moves to the folder that holds it. */
export async function deleteFolderRow(pool: pg.Pool, { workspaceId, id }: Place): Promise<FolderChange> {
  return changeTree(pool, workspaceId, async (client) => {
    const tree = await readTree(client, workspaceId, id)
    const [top] = tree
    if (!top) return 'missing'
    const below = tree.slice(1).map((folder) => folder.id)
    await client.query(`UPDATE workflow SET folder_id = $3 WHERE workspace_id = $1 AND folder_id = $2`, [
      workspaceId,
      id,
      top.parentId,
    ])
    await client.query(
      `UPDATE folder SET depth = depth - 1, parent_id = CASE WHEN parent_id = $2 THEN $3::uuid ELSE parent_id END
       WHERE workspace_id = $1 AND id = ANY($4::uuid[])`,
      [workspaceId, id, top.parentId, below],
    )
    await client.query(`DELETE FROM folder WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
    return 'ok'
  })
}

/** One change of a workspace's tree at a time: depths and circles are decided on what stands there. */
async function changeTree(
  pool: pg.Pool,
  workspaceId: string,
  change: (client: pg.ClientBase) => Promise<FolderChange>,
): Promise<FolderChange> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`spane:folders:${workspaceId}`])
      return change(client)
    })
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'folder_name_key') return 'exists'
    throw error
  }
}

/** 0 for the place of those in no folder; undefined when there is no such folder. */
async function depthOf(client: pg.ClientBase, workspaceId: string, id: string | null): Promise<number | undefined> {
  if (id === null) return 0
  const { rows } = await client.query<{ depth: number }>(
    `SELECT depth::int AS depth FROM folder WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id],
  )
  return rows[0]?.depth
}

/** A folder and all below it, itself first. */
async function readTree(
  client: pg.ClientBase,
  workspaceId: string,
  id: string,
): Promise<{ id: string; parentId: string | null; depth: number }[]> {
  const { rows } = await client.query(
    `WITH RECURSIVE tree AS (
       SELECT id, parent_id, depth FROM folder WHERE workspace_id = $1 AND id = $2
       UNION ALL
       SELECT f.id, f.parent_id, f.depth FROM tree t JOIN folder f ON f.workspace_id = $1 AND f.parent_id = t.id
     )
     SELECT id, parent_id AS "parentId", depth::int AS depth FROM tree ORDER BY depth`,
    [workspaceId, id],
  )
  return rows
}
