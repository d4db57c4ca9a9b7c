import type pg from 'pg'
import { inTransaction } from './in-transaction.ts'
import { CURRENT_TRIGGER, TRIGGER_COLUMNS, type TriggerRow } from './trigger-repository.ts'

/** A root execution that has ended, as those who listen are told. */
export interface ExecutionEndRow {
  executionId: string
  workflowId: string
  workflowName: string
  status: 'completed' | 'failed' | 'cancelled'
  /** Number of the event that tells of the end: another one each time that the execution ends. */
  seq: number
  at: Date
  startedAt: Date | null
  createdAt: Date
  /** Under which key it was started. */
  idempotencyKey: string | null
  /** A person pressed Run in the editor, or sent a test call. */
  manual: boolean
  /** Of a failed one. */
  error: { nodeId: string; code: string; message: string; deadLetterId: string | null } | null
}

export interface EndDelivery {
  triggerId: string
  key: string
  /** JSON text. */
  payload: string
}

/** The letter of the failure; where there is none (a sub-workflow's is its child's), what the failed node says. */
const ERROR = `LEFT JOIN LATERAL (
    SELECT d.node_id, d.error_code, d.error_message, d.id FROM dead_letter d
    WHERE ended.status = 'failed' AND d.execution_id = e.id
    ORDER BY (d.failed_at <= ended.at) DESC, d.failed_at DESC LIMIT 1
  ) letter ON true
  LEFT JOIN LATERAL (
    SELECT n.node_id, n.error FROM node_run n
    WHERE ended.status = 'failed' AND letter.id IS NULL AND n.execution_id = e.id AND n.status = 'failed' AND NOT n.handled
    ORDER BY n.ended_at DESC LIMIT 1
  ) failed ON true`

/**
 * Takes ends that nobody was told of, the oldest first, writes the deliveries that `decide` makes of them and deletes
 * them, in one transaction: no other process sees them meanwhile, and an end is either still to be told or its deliveries
 * are written. Returns how many.
 */
export async function takeExecutionEnds(
  pool: pg.Pool,
  { workspaceId, limit, at }: { workspaceId: string; limit: number; at: Date },
  decide: (end: ExecutionEndRow, triggers: readonly TriggerRow[]) => EndDelivery[],
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows: taken } = await client.query<{ id: string }>(
      `SELECT id FROM execution_end WHERE workspace_id = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [workspaceId, limit],
    )
    if (taken.length === 0) return 0
    const ids = taken.map((row) => row.id)
    const [triggers, ends] = [await readListeners(client, workspaceId), await readEnds(client, ids)]
    const deliveries = ends.flatMap((end) => decide(end, triggers))
    await client.query(
      `INSERT INTO trigger_delivery (trigger_id, key, status, at, payload)
       SELECT d.trigger_id, d.key, 'pending', $4, d.payload
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS d(trigger_id, key, payload)
       ON CONFLICT (trigger_id, key) DO NOTHING`,
      [
        deliveries.map((delivery) => delivery.triggerId),
        deliveries.map((delivery) => delivery.key),
        deliveries.map((delivery) => delivery.payload),
        at,
      ],
    )
    await client.query(`DELETE FROM execution_end WHERE id = ANY($1::int8[])`, [ids])
    return taken.length
  })
}

async function readListeners(client: pg.ClientBase, workspaceId: string): Promise<TriggerRow[]> {
  const { rows } = await client.query(
    `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER}
     WHERE t.workspace_id = $1 AND t.kind = 'execution' AND t.active AND t.problem IS NULL ORDER BY t.id`,
    [workspaceId],
  )
  return rows
}

async function readEnds(client: pg.ClientBase, ids: readonly string[]): Promise<ExecutionEndRow[]> {
  const { rows } = await client.query(
    `SELECT ended.execution_id, ended.status, ended.seq, ended.at, e.workflow_id, w.name, e.started_at, e.created_at,
       e.idempotency_key, e.origin, COALESCE(letter.node_id, failed.node_id) AS node_id, letter.id AS letter_id, letter.error_code,
       letter.error_message, failed.error
     FROM execution_end ended
     JOIN execution e ON e.id = ended.execution_id
     JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id
     ${ERROR}
     WHERE ended.id = ANY($1::int8[]) ORDER BY ended.id`,
    [ids],
  )
  return rows.map((raw) => ({
    executionId: raw.execution_id,
    workflowId: raw.workflow_id,
    workflowName: raw.name,
    status: raw.status,
    seq: raw.seq,
    at: raw.at,
    startedAt: raw.started_at,
    createdAt: raw.created_at,
    idempotencyKey: raw.idempotency_key,
    manual: raw.origin !== null && JSON.parse(raw.origin).kind === 'manual',
    error: raw.node_id === null ? null : toError(raw),
  }))
}

function toError(raw: {
  node_id: string
  letter_id: string | null
  error_code: string | null
  error_message: string | null
  error: string | null
}): ExecutionEndRow['error'] {
  const recorded: { code?: unknown; message?: unknown } = raw.error === null ? {} : JSON.parse(raw.error)
  return {
    nodeId: raw.node_id,
    code: raw.error_code ?? String(recorded.code ?? ''),
    message: raw.error_message ?? String(recorded.message ?? ''),
    deadLetterId: raw.letter_id,
  }
}
