import type pg from 'pg'
import type { TriggerKind } from './trigger-repository.ts'

export type DeliveryStatus = 'pending' | 'started' | 'refused' | 'failed'

export interface DeliveryRow {
  id: string
  triggerId: string
  key: string
  status: DeliveryStatus
  at: Date
  executionId: string | null
  error: string | null
}

/** A tick or an event that was written and is still to be started. */
export interface PendingDelivery {
  id: string
  triggerId: string
  kind: TriggerKind
  workflowId: string
  nodeId: string
  versionId: string
  key: string
  at: Date
  /** JSON text; null for a tick. */
  payload: string | null
}

export type NewDelivery = Omit<DeliveryRow, 'id'>

/** Deliveries that a trigger keeps of each outcome: those that say no cannot push out those that started something. */
const KEPT = 100

/**
 * Pending deliveries, the oldest first. Two processes may read the same one: starting it twice is starting it once, because
 * both use its key.
 */
export async function listPendingDeliveries(
  pool: pg.Pool,
  workspaceId: string,
  limit: number,
): Promise<PendingDelivery[]> {
  const { rows } = await pool.query(
    `SELECT d.id, d.trigger_id AS "triggerId", d.key, d.at, d.payload, t.kind,
       t.workflow_id AS "workflowId", t.node_id AS "nodeId",
       t.version_id AS "versionId"
     FROM trigger_delivery d JOIN trigger t ON t.id = d.trigger_id
     WHERE d.status = 'pending' AND t.workspace_id = $1 ORDER BY d.id LIMIT $2`,
    [workspaceId, limit],
  )
  return rows
}

/** Says what became of a pending delivery. */
export async function settleDelivery(
  pool: pg.Pool,
  { id, executionId, error }: { id: string; executionId: string | null; error: string | null },
): Promise<void> {
  await pool.query(
    `UPDATE trigger_delivery SET status = $2, execution_id = $3, error = $4, payload = NULL WHERE id = $1 AND status = 'pending'`,
    [id, executionId === null ? 'failed' : 'started', executionId, error],
  )
}

/**
 * Writes one pending delivery a trigger, all or none: from then on they will be started. Those whose key is known stay as they
 * are. Returns the deliveries under this key.
 */
export async function acceptDeliveries(
  pool: pg.Pool,
  request: { triggerIds: readonly string[]; key: string; at: Date; payload: string },
): Promise<{ triggerId: string; executionId: string | null }[]> {
  const { triggerIds, key, at, payload } = request
  await pool.query(
    `INSERT INTO trigger_delivery (trigger_id, key, status, at, payload)
     SELECT id, $2, 'pending', $3, $4 FROM unnest($1::uuid[]) AS id ON CONFLICT (trigger_id, key) DO NOTHING`,
    [triggerIds, key, at, payload],
  )
  return listDeliveriesOfKey(pool, triggerIds, key)
}

export async function listDeliveriesOfKey(
  pool: pg.Pool,
  triggerIds: readonly string[],
  key: string,
): Promise<{ triggerId: string; executionId: string | null }[]> {
  const { rows } = await pool.query(
    `SELECT trigger_id AS "triggerId", execution_id AS "executionId" FROM trigger_delivery
     WHERE trigger_id = ANY($1::uuid[]) AND key = $2 ORDER BY id`,
    [triggerIds, key],
  )
  return rows
}

/** Records what was received. A key that is known keeps its first record. */
export async function insertDeliveries(pool: pg.Pool, deliveries: readonly NewDelivery[]): Promise<void> {
  const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((delivery) => delivery[name])
  await pool.query(
    // A trigger may have gone while its requests were on their way.
    `INSERT INTO trigger_delivery (trigger_id, key, status, at, execution_id, error)
     SELECT d.* FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::text[])
       AS d(trigger_id, key, status, at, execution_id, error)
     WHERE EXISTS (SELECT FROM trigger t WHERE t.id = d.trigger_id)
     ON CONFLICT (trigger_id, key) DO NOTHING`,
    [column('triggerId'), column('key'), column('status'), column('at'), column('executionId'), column('error')],
  )
}

/** The newest deliveries of a trigger. */
export async function listDeliveryRows(pool: pg.Pool, triggerId: string, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await pool.query(
    `SELECT id, trigger_id AS "triggerId", key, status, at, execution_id AS "executionId", error FROM trigger_delivery
     WHERE trigger_id = $1 ORDER BY id DESC LIMIT $2`,
    [triggerId, limit],
  )
  return rows
}

/** A delivery of a trigger of this workspace. */
export async function findDeliveryRow(
  pool: pg.Pool,
  workspaceId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  const { rows } = await pool.query(
    `SELECT d.id, d.trigger_id AS "triggerId", d.key, d.status, d.at, d.execution_id AS "executionId", d.error
     FROM trigger_delivery d JOIN trigger t ON t.id = d.trigger_id WHERE d.id = $2 AND t.workspace_id = $1`,
    [workspaceId, id],
  )
  return rows[0]
}

/** Deletes what is beyond the newest {@link KEPT} of each trigger and outcome. Pending ones stay. */
export async function pruneDeliveries(pool: pg.Pool, workspaceId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM trigger_delivery WHERE id IN (
       SELECT old.id FROM trigger t
       CROSS JOIN (VALUES ('started'), ('refused'), ('failed')) AS outcome(status)
       CROSS JOIN LATERAL (
         SELECT d.id FROM trigger_delivery d WHERE d.trigger_id = t.id AND d.status = outcome.status
         ORDER BY d.id DESC OFFSET ${KEPT}
       ) old
       WHERE t.workspace_id = $1
       LIMIT 10000)`,
    [workspaceId],
  )
  return rowCount ?? 0
}
