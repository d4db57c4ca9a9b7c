import { randomUUID } from 'node:crypto'
import type { ExecutionRow, StartOutcome, StartRequest } from '@spane/engine'
import type pg from 'pg'
import { INLINE_BYTES } from './write-patches.ts'

/**
 * Inserts executions as they stand after their beginning. One whose idempotency key is taken is left out, and the
 * outcome names the first (rule 9.5); the unique index decides, also between two processes.
 */
export async function insertExecutions(
  client: pg.ClientBase,
  starts: { request: StartRequest; execution: ExecutionRow }[],
): Promise<StartOutcome[]> {
  const large = new Map(
    starts
      .filter(({ request }) => request.input.length > INLINE_BYTES)
      .map(({ request }) => [request.executionId, randomUUID()]),
  )
  const { rows } = await client.query<{ id: string }>({
    name: 'insert-executions',
    text: `INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, entry_node_id, idempotency_key, input,
             input_payload_id, halted, open_count, active_count, running_count, unhandled_failures, event_seq, created_at,
             parent_execution_id, parent_node_id, item_index, depth, origin, priority, trace)
           SELECT x.id, x.workspace_id, x.workflow_id, x.version_id, x.status, x.entry_node_id, x.idempotency_key, x.input,
             x.input_payload_id, false, x.open_count, x.active_count, 0, 0, x.event_seq, to_timestamp(x.created_at / 1000.0),
             x.parent_execution_id, x.parent_node_id, x.item_index, x.depth, x.origin, x.priority, x.trace
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
             $9::uuid[], $10::int4[], $11::int4[], $12::int4[], $13::float8[], $14::uuid[], $15::text[], $16::int4[],
             $17::int4[], $18::text[], $19::int4[], $20::text[])
             AS x(id, workspace_id, workflow_id, version_id, status, entry_node_id, idempotency_key, input,
               input_payload_id, open_count, active_count, event_seq, created_at, parent_execution_id, parent_node_id,
               item_index, depth, origin, priority, trace)
           ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      starts.map(({ execution }) => execution.id),
      starts.map(({ execution }) => execution.workspaceId),
      starts.map(({ execution }) => execution.workflowId),
      starts.map(({ execution }) => execution.versionId),
      starts.map(({ execution }) => execution.status),
      starts.map(({ execution }) => execution.entryNodeId),
      starts.map(({ request }) => request.idempotencyKey ?? null),
      starts.map(({ request }) => (large.has(request.executionId) ? null : request.input)),
      starts.map(({ request }) => large.get(request.executionId) ?? null),
      starts.map(({ execution }) => execution.openCount),
      starts.map(({ execution }) => execution.activeCount),
      starts.map(({ execution }) => execution.eventSeq),
      starts.map(({ execution }) => execution.createdAt),
      starts.map(({ execution }) => execution.parent?.executionId ?? null),
      starts.map(({ execution }) => execution.parent?.nodeId ?? null),
      starts.map(({ execution }) => execution.parent?.index ?? null),
      starts.map(({ execution }) => execution.depth),
      starts.map(({ execution }) => execution.origin && JSON.stringify(execution.origin)),
      starts.map(({ execution }) => execution.priority),
      starts.map(({ execution }) => execution.trace),
    ],
  })
  const inserted = new Set(rows.map((row) => row.id))
  const payloads = starts.filter(({ request }) => large.has(request.executionId) && inserted.has(request.executionId))
  if (payloads.length > 0) {
    await client.query(
      `INSERT INTO payload (id, execution_id, bytes, body) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int4[], $4::text[])`,
      [
        payloads.map(({ request }) => large.get(request.executionId)),
        payloads.map(({ request }) => request.executionId),
        payloads.map(({ request }) => Buffer.byteLength(request.input)),
        payloads.map(({ request }) => request.input),
      ],
    )
  }
  const existing = await readExisting(
    client,
    starts.filter(({ request }) => request.idempotencyKey !== undefined),
    inserted,
  )
  return starts.map(({ request }) => ({
    // A child that existed already has the same id; any other doubled start is the one that has its key.
    executionId: existing.get(request.executionId) ?? request.executionId,
    created: inserted.has(request.executionId),
  }))
}

/** The executions that hold the keys of refused starts, by the id that the start had asked for. */
async function readExisting(
  client: pg.ClientBase,
  starts: { request: StartRequest; execution: ExecutionRow }[],
  inserted: Set<string>,
): Promise<Map<string, string>> {
  const refused = starts.filter(({ request }) => !inserted.has(request.executionId))
  if (refused.length === 0) return new Map()
  const { rows } = await client.query<{ asked: string; id: string }>(
    `SELECT k.asked, e.id FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS k(asked, workspace_id, workflow_id, key)
     JOIN execution e ON e.workspace_id = k.workspace_id AND e.workflow_id = k.workflow_id AND e.idempotency_key = k.key`,
    [
      refused.map(({ request }) => request.executionId),
      refused.map(({ execution }) => execution.workspaceId),
      refused.map(({ execution }) => execution.workflowId),
      refused.map(({ request }) => request.idempotencyKey),
    ],
  )
  return new Map(rows.map((row) => [row.asked, row.id]))
}
