import { childExecutionId, type ExecutionPatch, type StartRequest } from '@spane/engine'
import type pg from 'pg'

type Client = Pick<pg.ClientBase, 'query'>

/** Keeps what children are to be created of, below executions that have not ended. Returns how many are new. */
export async function stageChildren(client: Client, batch: readonly StartRequest[]): Promise<number> {
  const children = batch.flatMap((request) => (request.parent ? [{ ...request, parent: request.parent }] : []))
  const { rowCount } = await client.query(
    `INSERT INTO child_item (execution_id, node_id, item_index, version_id, depth, input, trace, priority)
     SELECT x.execution_id, x.node_id, x.item_index, x.version_id, x.depth, x.input, x.trace, x.priority
     FROM unnest($1::uuid[], $2::text[], $3::int4[], $4::uuid[], $5::int4[], $6::text[], $7::text[], $8::int4[], $9::uuid[])
       AS x(execution_id, node_id, item_index, version_id, depth, input, trace, priority, id)
     JOIN execution p ON p.id = x.execution_id AND p.ended_at IS NULL
     WHERE NOT EXISTS (SELECT FROM execution e WHERE e.id = x.id)
     ON CONFLICT DO NOTHING`,
    [
      children.map(({ parent }) => parent.executionId),
      children.map(({ parent }) => parent.nodeId),
      children.map(({ parent }) => parent.index),
      children.map(({ versionId }) => versionId),
      children.map(({ parent }) => parent.depth),
      children.map(({ input }) => input),
      children.map(({ trace }) => trace ?? null),
      children.map(({ priority }) => priority ?? 0),
      children.map(({ executionId }) => executionId),
    ],
  )
  return rowCount ?? 0
}

/** Whether a patch begins children, which have to be created for that. */
export function beginsChildren({ outbox }: Pick<ExecutionPatch, 'outbox'>): boolean {
  return outbox.some(({ kind }) => kind === 'begin')
}

/**
 * Creates the children that these patches begin, of what was staged for them. Sent ahead of what is written of the
 * patches, on the same connection and in the same transaction, and not waited for.
 */
export async function createStagedChildren(client: Client, patches: readonly ExecutionPatch[]): Promise<void> {
  const children = patches.flatMap(({ outbox }) =>
    outbox.flatMap((entry) => (entry.kind === 'begin' ? [entry.child] : [])),
  )
  if (children.length === 0) return
  await client.query(
    `WITH taken AS (
       DELETE FROM child_item c
       USING unnest($1::uuid[], $2::text[], $3::int4[], $4::uuid[]) AS k(execution_id, node_id, item_index, id)
       WHERE c.execution_id = k.execution_id AND c.node_id = k.node_id AND c.item_index = k.item_index
       RETURNING c.*, k.id)
     INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, input, open_count, active_count, running_count,
       event_seq, created_at, parent_execution_id, parent_node_id, item_index, depth, trace, priority)
     SELECT t.id, v.workspace_id, v.workflow_id, t.version_id, 'queued', t.input, 0, 0, 0, 0, clock_timestamp(),
       t.execution_id, t.node_id, t.item_index, t.depth, t.trace, t.priority
     FROM taken t JOIN workflow_version v ON v.id = t.version_id
     ON CONFLICT DO NOTHING`,
    [
      children.map(({ executionId }) => executionId),
      children.map(({ nodeId }) => nodeId),
      children.map(({ index }) => index),
      children.map(childExecutionId),
    ],
  )
}

/** What was staged below executions that were cancelled will never be begun. */
export async function dropStagedChildren(client: Client, executionIds: readonly string[]): Promise<void> {
  await client.query(`DELETE FROM child_item WHERE execution_id = ANY($1::uuid[])`, [executionIds])
}
