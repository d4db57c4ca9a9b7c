import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction } from './in-transaction.ts'

export interface AlertRuleRow {
  id: string
  workspaceId: string
  name: string
  enabled: boolean
  /** JSON text. */
  condition: string
  /** JSON text of a list. */
  channels: string
  forSeconds: number
  minIntervalMinutes: number
  state: 'ok' | 'firing'
  breachedSince: Date | null
  stateSince: Date | null
  notified: boolean
  notifiedAt: Date | null
  finding: string | null
  checkedAt: Date | null
  revision: number
}

/** What a person decides about a rule. */
export type AlertRuleValues = Pick<
  AlertRuleRow,
  'name' | 'enabled' | 'condition' | 'channels' | 'forSeconds' | 'minIntervalMinutes'
>

/** What a check decides about a rule. */
export type AlertRuleState = Pick<
  AlertRuleRow,
  'state' | 'breachedSince' | 'stateSince' | 'notified' | 'notifiedAt' | 'finding'
>

const COLUMNS = `id, workspace_id AS "workspaceId", name, enabled, condition, channels, for_seconds AS "forSeconds",
  min_interval_minutes AS "minIntervalMinutes", state, breached_since AS "breachedSince", state_since AS "stateSince",
  notified, notified_at AS "notifiedAt", finding, checked_at AS "checkedAt", revision`

/** A workspace's rules, the oldest first. */
export async function listAlertRules(pool: pg.Pool, workspaceId: string): Promise<AlertRuleRow[]> {
  const { rows } = await pool.query(
    `SELECT ${COLUMNS} FROM alert_rule WHERE workspace_id = $1 ORDER BY created_at, id LIMIT 500`,
    [workspaceId],
  )
  return rows
}

export async function findAlertRule(pool: pg.Pool, workspaceId: string, id: string): Promise<AlertRuleRow | undefined> {
  const { rows } = await pool.query(`SELECT ${COLUMNS} FROM alert_rule WHERE workspace_id = $1 AND id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0]
}

export async function countAlertRules(pool: pg.Pool, workspaceId: string): Promise<number> {
  const { rows } = await pool.query(`SELECT count(*)::int AS n FROM alert_rule WHERE workspace_id = $1`, [workspaceId])
  return rows[0].n
}

export async function insertAlertRule(
  pool: pg.Pool,
  workspaceId: string,
  values: AlertRuleValues,
): Promise<AlertRuleRow> {
  const { rows } = await pool.query(
    `INSERT INTO alert_rule (id, workspace_id, name, enabled, condition, channels, for_seconds, min_interval_minutes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
    [randomUUID(), workspaceId, ...valuesOf(values)],
  )
  return rows[0]
}

/** A rule that is switched off is at rest, and nobody is told; one that is switched on is checked at once. */
export async function updateAlertRule(
  pool: pg.Pool,
  { workspaceId, id }: { workspaceId: string; id: string },
  values: AlertRuleValues,
): Promise<AlertRuleRow | undefined> {
  const { rows } = await pool.query(
    `UPDATE alert_rule SET name = $3, enabled = $4, condition = $5, channels = $6, for_seconds = $7,
       min_interval_minutes = $8, revision = revision + 1, next_check_at = clock_timestamp(),
       state = CASE WHEN $4 THEN state ELSE 'ok' END, notified = notified AND $4,
       breached_since = CASE WHEN $4 THEN breached_since END, finding = CASE WHEN $4 THEN finding END
     WHERE workspace_id = $2 AND id = $1 RETURNING ${COLUMNS}`,
    [id, workspaceId, ...valuesOf(values)],
  )
  return rows[0]
}

export async function deleteAlertRule(pool: pg.Pool, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(`DELETE FROM alert_rule WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
  return rowCount === 1
}

/**
 * Rules whose check is due. Whoever gets one is the only one to check it until its next time, `everyMs` from now, unless
 * that takes longer; then the rule's revision tells who came too late.
 */
export async function claimDueAlertRules(
  pool: pg.Pool,
  { workspaceId, everyMs, limit }: { workspaceId: string; everyMs: number; limit: number },
): Promise<(AlertRuleRow & { now: Date })[]> {
  const { rows } = await pool.query(
    `UPDATE alert_rule SET next_check_at = clock_timestamp() + $2 * interval '1 millisecond'
     WHERE id IN (SELECT id FROM alert_rule WHERE workspace_id = $1 AND enabled AND next_check_at <= clock_timestamp()
                  ORDER BY next_check_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}, clock_timestamp() AS now`,
    [workspaceId, everyMs, limit],
  )
  return rows
}

/**
 * Writes what a check decided, with a message for each channel, in one transaction. Returns false, and changes nothing, when the
 * rule was changed since it was read.
 */
export function recordAlertCheck(
  pool: pg.Pool,
  rule: Pick<AlertRuleRow, 'id' | 'revision'>,
  state: AlertRuleState,
  messages: readonly NewAlertMessage[],
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE alert_rule SET state = $3, breached_since = $4, state_since = $5, notified = $6, notified_at = $7,
         finding = $8, checked_at = clock_timestamp(), revision = revision + 1
       WHERE id = $1 AND revision = $2`,
      [
        rule.id,
        rule.revision,
        state.state,
        state.breachedSince,
        state.stateSince,
        state.notified,
        state.notifiedAt,
        state.finding,
      ],
    )
    if (rowCount === 0) return false
    for (const { kind, channel, body } of messages) {
      await client.query(`INSERT INTO alert_message (rule_id, kind, channel, body) VALUES ($1, $2, $3, $4)`, [
        rule.id,
        kind,
        channel,
        body,
      ])
    }
    return true
  })
}

function valuesOf(values: AlertRuleValues): unknown[] {
  const { name, enabled, condition, channels, forSeconds, minIntervalMinutes } = values
  return [name, enabled, condition, channels, forSeconds, minIntervalMinutes]
}

export interface NewAlertMessage {
  kind: 'firing' | 'recovered' | 'test'
  /** JSON text. */
  channel: string
  /** JSON text. */
  body: string
}
