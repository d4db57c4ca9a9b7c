import type pg from 'pg'
import type { Violation } from './violation.ts'

/** Whatever an execution reused is what the node put out that ran (rule 8.3): I10, across executions. */
export async function checkReusedResults(pool: pg.Pool): Promise<Violation[]> {
  const { rows } = await pool.query(
    `SELECT n.execution_id, n.node_id, n.given_by
     FROM node_run n
     JOIN execution e ON e.id::text = n.given_by
     LEFT JOIN node_run s ON s.execution_id = e.id AND s.node_id = n.node_id
     LEFT JOIN payload np ON np.id = n.output_payload_id
     LEFT JOIN payload sp ON sp.id = s.output_payload_id
     WHERE s.status IS DISTINCT FROM n.status OR s.given_by IS NOT NULL
       OR COALESCE(n.output, np.body) IS DISTINCT FROM COALESCE(s.output, sp.body)`,
  )
  return rows.map(({ execution_id: executionId, node_id: nodeId, given_by: by }) => {
    const message = `holds another result than that of ${by}, which it is said to reuse`
    return { invariant: 'I10', message, executionId, nodeId }
  })
}
