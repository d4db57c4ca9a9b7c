import type { ExecutionStore } from '@spane/engine'
import type pg from 'pg'

type Find = ExecutionStore['findWaitingForCircuit']

/**
 * Each node that waits for a time has a row in the outbox, so these are looked through, and not the node runs. Only a
 * person who closes a circuit asks for it.
 */
export async function findWaitingForCircuit(
  pool: Pick<pg.Pool, 'query'>,
  { workspaceId, circuitId, limit }: Parameters<Find>[0],
): ReturnType<Find> {
  const { rows } = await pool.query(
    `SELECT DISTINCT n.execution_id, n.node_id FROM outbox o
     JOIN node_run n ON n.execution_id = o.execution_id AND n.node_id = o.node_id
     JOIN execution e ON e.id = o.execution_id
     WHERE o.kind = 'wake' AND o.available_at > clock_timestamp() AND n.status = 'retrying' AND e.workspace_id = $1
       AND NOT e.halted AND e.ended_at IS NULL
       AND CASE WHEN n.wait LIKE '%"of":"circuit"%' THEN n.wait::jsonb -> 'limits' ? $2 ELSE false END
     LIMIT $3`,
    [workspaceId, circuitId, limit],
  )
  return rows.map(({ execution_id: executionId, node_id: nodeId }) => ({ executionId, nodeId }))
}
