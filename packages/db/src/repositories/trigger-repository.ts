import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction } from './in-transaction.ts'

export type TriggerKind = 'cron' | 'webhook' | 'event' | 'execution'

export interface TriggerRow {
  id: string
  workspaceId: string
  workflowId: string
  nodeId: string
  versionId: string
  kind: TriggerKind
  /** JSON text. */
  config: string
  active: boolean
  nextAt: Date | null
  method: string | null
  path: string | null
  event: string | null
  problem: string | null
}

/** A trigger as it is read off a version. */
export interface TriggerDraft {
  nodeId: string
  kind: TriggerKind
  config: string
  /** Of a cron trigger whose schedule is new or was changed. */
  nextAt: Date | null
  method: string | null
  path: string | null
  event: string | null
  problem: string | null
}

/** A workflow whose published version is not the one that its triggers were read off. */
export interface UnreadWorkflow {
  workspaceId: string
  workflowId: string
  versionId: string
}

export const TRIGGER_COLUMNS = `t.id, t.workspace_id AS "workspaceId", t.workflow_id AS "workflowId", t.node_id AS "nodeId",
  t.version_id AS "versionId", t.kind, t.config, t.active, t.next_at AS "nextAt", t.method, t.path, t.event, t.problem`

/** A trigger starts what is published: with a newer version its row is not valid until it was read anew. */
export const CURRENT_TRIGGER = `JOIN workflow w ON w.workspace_id = t.workspace_id AND w.id = t.workflow_id
  AND w.deleted_at IS NULL AND w.published_version_id = t.version_id`

/** Workflows whose triggers are still to be read off their published version. */
export async function findUnreadWorkflows(pool: pg.Pool, workspaceId: string): Promise<UnreadWorkflow[]> {
  const { rows } = await pool.query(
    `SELECT workspace_id AS "workspaceId", id AS "workflowId", published_version_id AS "versionId" FROM workflow
     WHERE published_version_id IS DISTINCT FROM triggers_version_id AND workspace_id = $1
       AND published_version_id IS NOT NULL AND deleted_at IS NULL LIMIT 200`,
    [workspaceId],
  )
  return rows
}

/**
 * Writes the triggers of a workflow as `read` makes them of those that stand there. One process at a time does it in a
 * workspace, so of two workflows that want the same address one gets it. Does nothing when another version was published
 * meanwhile or the work was done.
 */
export async function replaceTriggers(
  pool: pg.Pool,
  { workspaceId, workflowId, versionId }: UnreadWorkflow,
  read: (current: readonly TriggerRow[]) => TriggerDraft[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`spane:triggers:${workspaceId}`])
    const { rowCount } = await client.query(
      `UPDATE workflow SET triggers_version_id = $3 WHERE workspace_id = $1 AND id = $2
       AND published_version_id = $3 AND triggers_version_id IS DISTINCT FROM $3`,
      [workspaceId, workflowId, versionId],
    )
    if (rowCount === 0) return
    const { rows: current } = await client.query<TriggerRow>(
      `SELECT ${TRIGGER_COLUMNS} FROM trigger t WHERE t.workspace_id = $1 AND t.workflow_id = $2 FOR UPDATE`,
      [workspaceId, workflowId],
    )
    const drafts = read(current)
    const gone = current.filter((row) => !drafts.some((draft) => draft.nodeId === row.nodeId))
    await client.query(`DELETE FROM trigger WHERE id = ANY($1::uuid[])`, [gone.map((row) => row.id)])
    // Addresses may be swapped between nodes: they are all given back before they are taken.
    await client.query(`UPDATE trigger SET path = NULL WHERE workspace_id = $1 AND workflow_id = $2`, [
      workspaceId,
      workflowId,
    ])
    for (const draft of drafts) await writeTrigger(client, { workspaceId, workflowId, versionId }, draft)
    if (current.some((row) => row.path !== null)) await rereadBlocked(client, workspaceId, workflowId)
  })
}

async function writeTrigger(client: pg.ClientBase, workflow: UnreadWorkflow, draft: TriggerDraft): Promise<void> {
  const { workspaceId, workflowId, versionId } = workflow
  const holder = draft.path === null ? undefined : await takeAddress(client, workspaceId, draft)
  const path = holder === undefined ? draft.path : null
  const problem = holder === undefined ? draft.problem : `${draft.method} ${draft.path} belongs to ${holder}.`
  await client.query(
    `INSERT INTO trigger (id, workspace_id, workflow_id, node_id, version_id, kind, config, next_at, method, path, problem,
       event)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (workspace_id, workflow_id, node_id) DO UPDATE SET version_id = EXCLUDED.version_id, kind = EXCLUDED.kind,
       config = EXCLUDED.config, next_at = EXCLUDED.next_at, method = EXCLUDED.method, path = EXCLUDED.path,
       problem = EXCLUDED.problem, event = EXCLUDED.event`,
    [
      randomUUID(),
      workspaceId,
      workflowId,
      draft.nodeId,
      versionId,
      draft.kind,
      draft.config,
      draft.nextAt,
      draft.method,
      path,
      problem,
      draft.event,
    ],
  )
}

/** Frees the address of a deleted workflow. Returns who holds it otherwise; undefined when it is free. */
async function takeAddress(
  client: pg.ClientBase,
  workspaceId: string,
  { method, path }: TriggerDraft,
): Promise<string | undefined> {
  const { rows } = await client.query(
    `SELECT t.id, w.id AS "workflowId", w.name, w.deleted_at AS "deletedAt" FROM trigger t
     JOIN workflow w ON w.workspace_id = t.workspace_id AND w.id = t.workflow_id
     WHERE t.workspace_id = $1 AND t.method = $2 AND t.path = $3`,
    [workspaceId, method, path],
  )
  const [holder] = rows
  if (!holder) return undefined
  if (holder.deletedAt === null) return `the workflow “${holder.name}”`
  await client.query(`UPDATE trigger SET path = NULL WHERE id = $1`, [holder.id])
  // Restored, it is read anew and finds the address taken.
  await client.query(`UPDATE workflow SET triggers_version_id = NULL WHERE workspace_id = $1 AND id = $2`, [
    workspaceId,
    holder.workflowId,
  ])
  return undefined
}

/** Addresses may have become free: who waits for one is read anew. */
async function rereadBlocked(client: pg.ClientBase, workspaceId: string, except: string): Promise<void> {
  await client.query(
    `UPDATE workflow SET triggers_version_id = NULL WHERE workspace_id = $1 AND id <> $2 AND id IN
       (SELECT workflow_id FROM trigger WHERE workspace_id = $1 AND method IS NOT NULL AND path IS NULL)`,
    [workspaceId, except],
  )
}

/** The triggers of a workflow, in the order in which they came. */
export async function listTriggerRows(pool: pg.Pool, workspaceId: string, workflowId: string): Promise<TriggerRow[]> {
  const { rows } = await pool.query(
    `SELECT ${TRIGGER_COLUMNS} FROM trigger t WHERE t.workspace_id = $1 AND t.workflow_id = $2 ORDER BY t.created_at, t.id`,
    [workspaceId, workflowId],
  )
  return rows
}

export async function findTriggerRow(pool: pg.Pool, workspaceId: string, id: string): Promise<TriggerRow | undefined> {
  const { rows } = await pool.query(
    `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER} WHERE t.workspace_id = $1 AND t.id = $2`,
    [workspaceId, id],
  )
  return rows[0]
}

/** The webhooks at a path, one a method. */
export async function findHookRows(pool: pg.Pool, workspaceId: string, path: string): Promise<TriggerRow[]> {
  const { rows } = await pool.query({
    name: 'find-hook-rows',
    text: `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER} WHERE t.workspace_id = $1 AND t.path = $2 AND t.kind = 'webhook'`,
    values: [workspaceId, path],
  })
  return rows
}

/** The active triggers that listen to an event. */
export async function findEventRows(pool: pg.Pool, workspaceId: string, event: string): Promise<TriggerRow[]> {
  const { rows } = await pool.query(
    `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER} WHERE t.workspace_id = $1 AND t.event = $2 AND t.active ORDER BY t.id`,
    [workspaceId, event],
  )
  return rows
}

/** Lets a trigger start executions, or not. `nextAt`: of a cron trigger, so that paused times are not caught up on. */
export async function setTriggerActive(
  pool: pg.Pool,
  change: { workspaceId: string; id: string; active: boolean; nextAt: Date | null },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE trigger SET active = $3, next_at = $4 WHERE workspace_id = $1 AND id = $2`,
    [change.workspaceId, change.id, change.active, change.nextAt],
  )
  return rowCount === 1
}

/**
 * Takes cron triggers that are due, writes the ticks that `decide` names as pending deliveries and advances them, in one
 * transaction: no other process sees them meanwhile, and a tick is either still to come or written. Returns how many.
 */
export async function takeDueTriggers(
  pool: pg.Pool,
  { workspaceId, now, limit }: { workspaceId: string; now: Date; limit: number },
  decide: (trigger: TriggerRow & { nextAt: Date }) => { ticks: Date[]; next: Date | null },
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<TriggerRow & { nextAt: Date }>(
      `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER}
       WHERE t.next_at <= $2 AND t.active AND t.workspace_id = $1
       ORDER BY t.next_at LIMIT $3 FOR UPDATE OF t SKIP LOCKED`,
      [workspaceId, now, limit],
    )
    for (const trigger of rows) {
      const { ticks, next } = decide(trigger)
      await client.query(
        `INSERT INTO trigger_delivery (trigger_id, key, status, at)
         SELECT $1, tick.key, 'pending', tick.at FROM unnest($2::text[], $3::timestamptz[]) AS tick(key, at)
         ON CONFLICT (trigger_id, key) DO NOTHING`,
        [trigger.id, ticks.map((tick) => tick.toISOString()), ticks],
      )
      await client.query(`UPDATE trigger SET next_at = $2 WHERE id = $1`, [trigger.id, next])
    }
    return rows.length
  })
}

/** When the next active cron trigger is due; null when there is none. */
export async function findNextTick(pool: pg.Pool, workspaceId: string): Promise<Date | null> {
  const { rows } = await pool.query(
    `SELECT min(t.next_at) AS at FROM trigger t ${CURRENT_TRIGGER}
     WHERE t.next_at IS NOT NULL AND t.active AND t.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.at ?? null
}
