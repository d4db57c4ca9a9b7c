import type { ExecutionStatus } from '@spane/realtime'
import { Prisma, type PrismaClient } from '../generated/client.ts'

/** Characters of an item's text that are read. */
const ITEM_LENGTH = 4_000

export interface ChildListRow {
  id: string
  index: number
  workflowId: string
  workflowName: string
  status: ExecutionStatus
  startedAt: Date | null
  endedAt: Date | null
  /** The beginning of the JSON text of its input; null when it is too large to stand in its row. */
  item: string | null
  errorCode: string | null
  errorMessage: string | null
}

export interface ChildListRequest {
  executionId: string
  nodeId: string
  /** The first item. */
  from: number
  limit: number
  failedOnly: boolean
}

/** Child executions of a node by their item, with the error of those that failed. */
export async function listChildRows(prisma: PrismaClient, request: ChildListRequest): Promise<ChildListRow[]> {
  const { executionId, nodeId, from, limit, failedOnly } = request
  const failed = failedOnly ? Prisma.sql`AND e.status IN ('failed', 'cancelled')` : Prisma.empty
  return prisma.$queryRaw<ChildListRow[]>`
    SELECT
      e.id, e.item_index AS index, e.workflow_id AS "workflowId", w.name AS "workflowName", e.status,
      e.started_at AS "startedAt", e.ended_at AS "endedAt", left(e.input, ${ITEM_LENGTH}::int) AS item,
      letter.error_code AS "errorCode", letter.error_message AS "errorMessage"
    FROM execution e
    JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id
    LEFT JOIN LATERAL (
      SELECT d.error_code, d.error_message FROM dead_letter d
      WHERE d.execution_id = e.id AND e.status = 'failed' ORDER BY d.failed_at LIMIT 1
    ) letter ON true
    WHERE e.parent_execution_id = ${executionId}::uuid AND e.parent_node_id = ${nodeId} AND e.item_index >= ${from}
      ${failed}
    ORDER BY e.item_index
    LIMIT ${limit}`
}
