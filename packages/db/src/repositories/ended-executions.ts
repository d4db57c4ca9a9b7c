import type { ExecutionStatus } from '@spane/realtime'
import type pg from 'pg'

/** Those of these executions that have ended, or in which one of the nodes that are named with it has completed. */
export async function findEndedExecutions(
  pool: pg.Pool,
  ids: readonly string[],
  nodes: readonly { executionId: string; nodeId: string }[] = [],
): Promise<{ id: string; status: ExecutionStatus }[]> {
  const { rows } = await pool.query({
    name: 'find-ended-executions',
    text: `SELECT e.id, e.status FROM execution e
     WHERE e.id = ANY($1::uuid[]) AND (e.status IN ('completed', 'failed', 'cancelled')
       OR EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS asked(execution_id, node_id)
         JOIN node_run n USING (execution_id, node_id)
         WHERE asked.execution_id = e.id AND n.status = 'completed'))`,
    values: [ids, nodes.map((node) => node.executionId), nodes.map((node) => node.nodeId)],
  })
  return rows
}
