import type { PrismaClient } from '../generated/client.ts'

export interface OutputComparisonRow {
  nodeId: string
  /** Sizes of the JSON texts in bytes; null where there is no output. */
  leftBytes: number | null
  rightBytes: number | null
  /** Whether the texts are the same; null unless both have an output. */
  same: boolean | null
}

/** What the nodes of two executions gave, compared within the database, whatever its size. Nodes without any are left out. */
export function compareOutputRows(prisma: PrismaClient, left: string, right: string): Promise<OutputComparisonRow[]> {
  return prisma.$queryRaw<OutputComparisonRow[]>`
    WITH output AS (
      SELECT n.execution_id, n.node_id, COALESCE(p.body, n.output) AS body
      FROM node_run n
      LEFT JOIN payload p ON p.id = n.output_payload_id
      WHERE n.execution_id IN (${left}::uuid, ${right}::uuid) AND (n.output IS NOT NULL OR n.output_payload_id IS NOT NULL)
    )
    SELECT
      COALESCE(l.node_id, r.node_id) AS "nodeId",
      octet_length(l.body) AS "leftBytes", octet_length(r.body) AS "rightBytes", l.body = r.body AS same
    FROM (SELECT node_id, body FROM output WHERE execution_id = ${left}::uuid) l
    FULL JOIN (SELECT node_id, body FROM output WHERE execution_id = ${right}::uuid) r ON r.node_id = l.node_id
    ORDER BY 1`
}
