import { copySourcesOf, type StartRequest, sourceGone } from '@spane/engine'
import type pg from 'pg'
import { isUuid } from './row-mapping.ts'

/**
 * Keeps the executions whose results are to be reused from being removed until the transaction ends.
 * @throws EngineError EXECUTION_NOT_FOUND when one is gone
 */
export async function lockCopySources(client: pg.ClientBase, batch: StartRequest[]): Promise<void> {
  const ids = [...new Set(batch.flatMap(copySourcesOf))]
  if (ids.length === 0) return
  const { rows } = await client.query(`SELECT id FROM execution WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE`, [
    ids.filter(isUuid),
  ])
  const found = new Set(rows.map((raw) => raw.id))
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw sourceGone(missing)
}

/**
 * Gives the node runs that did not run their results (rule 8.3): outputs are copied within the database, large ones as
 * payloads of their own, so that removing the source takes nothing from the copy. Sent behind the insertion of the rows,
 * in one statement, and without waiting for it.
 */
export async function copyGivenResults(client: pg.ClientBase, created: StartRequest[]): Promise<void> {
  const given = created.flatMap(({ executionId, plan }) =>
    (plan?.given ?? []).map((result) => ({ executionId, ...result })),
  )
  if (given.length === 0) return
  await client.query(
    `WITH given AS MATERIALIZED (
       SELECT g.execution_id, g.node_id, g.by, s.output, p.body, p.bytes,
         CASE WHEN p.id IS NOT NULL THEN gen_random_uuid() END AS payload_id
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) AS g(execution_id, node_id, by, copy_from)
       LEFT JOIN node_run s ON s.execution_id = g.copy_from AND s.node_id = g.node_id
       LEFT JOIN payload p ON p.id = s.output_payload_id),
     copied AS (
       INSERT INTO payload (id, execution_id, bytes, body)
       SELECT payload_id, execution_id, bytes, body FROM given WHERE payload_id IS NOT NULL)
     UPDATE node_run n SET given_by = g.by, output = COALESCE(n.output, g.output),
       output_payload_id = COALESCE(n.output_payload_id, g.payload_id)
     FROM given g WHERE n.execution_id = g.execution_id AND n.node_id = g.node_id`,
    [
      given.map((result) => result.executionId),
      given.map((result) => result.nodeId),
      given.map((result) => result.by),
      given.map((result) => result.copyFrom),
    ],
  )
}
