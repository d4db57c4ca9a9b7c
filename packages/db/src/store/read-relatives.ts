import type { ChildRow, ExecutionRow, StartRequest } from '@spane/engine'
import type { WorkflowGraph } from '@spane/workflow'
import type pg from 'pg'
import { EXECUTION_COLUMNS, isUuid, toExecutionRow } from './row-mapping.ts'

/**
 * The parents of these starts that have not ended, locked until the transaction does: a cancel waits for the children
 * that are being created, or they are refused.
 */
export async function lockOpenParents(client: pg.ClientBase, batch: StartRequest[]): Promise<Set<string>> {
  const ids = [...new Set(batch.flatMap((request) => request.parent?.executionId ?? []))]
  if (ids.length === 0) return new Set()
  const { rows } = await client.query(
    `SELECT id FROM execution WHERE id = ANY($1::uuid[]) AND ended_at IS NULL ORDER BY id FOR SHARE`,
    [ids],
  )
  return new Set(rows.map((raw) => raw.id))
}

/** The executions above one, its parent first. */
export async function readAncestors(client: Pick<pg.Pool, 'query'>, executionId: string): Promise<ExecutionRow[]> {
  const { rows } = await client.query(
    `WITH RECURSIVE above AS (
       SELECT parent_execution_id AS id, 1 AS distance FROM execution WHERE id = $1
       UNION ALL
       SELECT e.parent_execution_id, distance + 1 FROM execution e JOIN above a ON e.id = a.id)
     SELECT ${EXECUTION_COLUMNS} FROM above a JOIN execution e ON e.id = a.id ORDER BY a.distance`,
    [executionId],
  )
  return rows.map(toExecutionRow)
}

/** Ids of the executions below one that have not ended. */
export async function readOpenDescendants(
  client: Pick<pg.ClientBase, 'query'>,
  executionId: string,
): Promise<string[]> {
  const { rows } = await client.query(
    `WITH RECURSIVE below AS (
       SELECT id, ended_at FROM execution WHERE parent_execution_id = $1
       UNION ALL
       SELECT e.id, e.ended_at FROM execution e JOIN below b ON e.parent_execution_id = b.id)
     SELECT id FROM below WHERE ended_at IS NULL`,
    [executionId],
  )
  return rows.map((raw) => raw.id)
}

/** Children of a node in the order of their items, with the outputs of the nodes that have nothing below them. */
export async function readChildren(
  pool: pg.Pool,
  graphOf: (versionId: string) => Promise<WorkflowGraph>,
  parent: { executionId: string; nodeId: string },
  range: { from: number; limit: number },
): Promise<ChildRow[]> {
  if (!isUuid(parent.executionId)) return []
  const { rows } = await pool.query(
    `SELECT ${EXECUTION_COLUMNS} FROM execution e
     WHERE e.parent_execution_id = $1 AND e.parent_node_id = $2 AND e.item_index >= $3 AND e.item_index < $3 + $4
     ORDER BY e.item_index`,
    [parent.executionId, parent.nodeId, range.from, range.limit],
  )
  const executions = rows.map(toExecutionRow)
  const keys: { executionId: string; nodeId: string }[] = []
  for (const execution of executions) {
    const graph = await graphOf(execution.versionId)
    for (const [nodeId, outgoing] of graph.outgoing)
      if (outgoing.length === 0) keys.push({ executionId: execution.id, nodeId })
  }
  const [outputs, letters] = await Promise.all([
    pool.query(
      `SELECT n.execution_id, n.node_id, COALESCE(n.output, p.body) AS output
       FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
       JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id
       LEFT JOIN payload p ON p.id = n.output_payload_id WHERE COALESCE(n.output, p.body) IS NOT NULL`,
      [keys.map((key) => key.executionId), keys.map((key) => key.nodeId)],
    ),
    pool.query(
      `SELECT DISTINCT ON (execution_id) execution_id, error_code, error_message FROM dead_letter
       WHERE execution_id = ANY($1::uuid[]) ORDER BY execution_id, failed_at`,
      [executions.map((execution) => execution.id)],
    ),
  ])
  const outputsOf = new Map<string, Record<string, string>>()
  for (const raw of outputs.rows)
    outputsOf.set(raw.execution_id, { ...outputsOf.get(raw.execution_id), [raw.node_id]: raw.output })
  const errorOf = new Map(
    letters.rows.map((raw) => [raw.execution_id, { code: raw.error_code, message: raw.error_message }]),
  )
  return executions.map((execution) => ({
    execution,
    index: execution.parent?.index ?? 0,
    outputs: outputsOf.get(execution.id) ?? {},
    error: errorOf.get(execution.id) ?? null,
  }))
}
