import type pg from 'pg'
import type { NewAlertMessage } from './alert-repository.ts'

export interface AlertMessageRow extends NewAlertMessage {
  id: string
  ruleId: string
  status: 'pending' | 'sent' | 'failed'
  attempts: number
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

/** Messages that a rule keeps. */
const KEPT = 100
const COLUMNS = `m.id, m.rule_id AS "ruleId", m.kind, m.channel, m.body, m.status, m.attempts, m.error,
  m.created_at AS "createdAt", m.sent_at AS "sentAt"`

/**
 * Messages that are due. Whoever gets one is the only one to send it within `leaseMs`; a process that dies meanwhile is
 * replaced by another after that.
 */
export async function claimAlertMessages(
  pool: pg.Pool,
  { workspaceId, leaseMs, limit }: { workspaceId: string; leaseMs: number; limit: number },
): Promise<AlertMessageRow[]> {
  const { rows } = await pool.query(
    `UPDATE alert_message m SET attempts = m.attempts + 1,
       available_at = clock_timestamp() + $2 * interval '1 millisecond'
     FROM (SELECT d.id FROM alert_message d JOIN alert_rule r ON r.id = d.rule_id
           WHERE d.status = 'pending' AND d.available_at <= clock_timestamp() AND r.workspace_id = $1
           ORDER BY d.available_at, d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED) due
     WHERE m.id = due.id RETURNING ${COLUMNS}`,
    [workspaceId, leaseMs, limit],
  )
  return rows
}

/** A message to be sent by who writes it: a test. */
export async function insertClaimedMessage(
  pool: pg.Pool,
  ruleId: string,
  { kind, channel, body }: NewAlertMessage,
  leaseMs: number,
): Promise<AlertMessageRow> {
  const { rows } = await pool.query(
    `INSERT INTO alert_message AS m (rule_id, kind, channel, body, attempts, available_at)
     VALUES ($1, $2, $3, $4, 1, clock_timestamp() + $5 * interval '1 millisecond') RETURNING ${COLUMNS}`,
    [ruleId, kind, channel, body, leaseMs],
  )
  return rows[0]
}

/** Says what became of a message. With `retryInMs` it is tried again. */
export async function settleAlertMessage(
  pool: pg.Pool,
  { id, error, retryInMs }: { id: string; error: string | null; retryInMs?: number },
): Promise<void> {
  const status = error === null ? 'sent' : retryInMs === undefined ? 'failed' : 'pending'
  await pool.query(
    `UPDATE alert_message SET status = $2, error = $3, sent_at = CASE WHEN $2 = 'sent' THEN clock_timestamp() END,
       available_at = clock_timestamp() + $4 * interval '1 millisecond'
     WHERE id = $1 AND status = 'pending'`,
    [id, status, error, retryInMs ?? 0],
  )
}

/** The newest messages of a rule. */
export async function listAlertMessages(pool: pg.Pool, ruleId: string, limit: number): Promise<AlertMessageRow[]> {
  const { rows } = await pool.query(
    `SELECT ${COLUMNS} FROM alert_message m WHERE m.rule_id = $1 ORDER BY m.id DESC LIMIT $2`,
    [ruleId, limit],
  )
  return rows
}

/** Deletes what is beyond the newest {@link KEPT} of each rule. Pending ones stay. */
export async function pruneAlertMessages(pool: pg.Pool, workspaceId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM alert_message WHERE status <> 'pending' AND id IN (
       SELECT old.id FROM alert_rule r
       CROSS JOIN LATERAL (SELECT m.id FROM alert_message m WHERE m.rule_id = r.id ORDER BY m.id DESC OFFSET ${KEPT}) old
       WHERE r.workspace_id = $1 LIMIT 10000)`,
    [workspaceId],
  )
  return rowCount ?? 0
}
