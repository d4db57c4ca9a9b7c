import type { ExecutionStatus } from '@spane/realtime'
import { Prisma, type PrismaClient } from '../generated/client.ts'

export type DeadLetterRowStatus = 'open' | 'retrying' | 'resolved' | 'discarded' | 'void'

export interface DeadLetterListRow {
  id: string
  status: DeadLetterRowStatus
  executionId: string
  executionStatus: ExecutionStatus
  workflowId: string
  workflowName: string
  versionId: string
  nodeId: string
  errorCode: string
  errorMessage: string
  fingerprint: string
  failures: number
  attempts: number
  createdAt: Date
  failedAt: Date
}

export interface DeadLetterListRequest {
  workspaceId: string
  statuses?: readonly DeadLetterRowStatus[]
  workflowId?: string
  limit: number
  /** Key of the last row of the page before. */
  after?: { failedAt: Date; id: string }
}

const SELECT = Prisma.sql`
  SELECT
    d.id, d.status, d.execution_id AS "executionId", e.status AS "executionStatus", d.workflow_id AS "workflowId",
    w.name AS "workflowName", e.version_id AS "versionId", d.node_id AS "nodeId", d.error_code AS "errorCode",
    d.error_message AS "errorMessage", d.fingerprint, d.failures, d.attempts, d.created_at AS "createdAt",
    d.failed_at AS "failedAt"
  FROM dead_letter d
  JOIN execution e ON e.id = d.execution_id
  JOIN workflow w ON w.workspace_id = d.workspace_id AND w.id = d.workflow_id`

/** A page of the dead letters with what they are about, latest failure first. */
export async function listDeadLetterRows(
  prisma: PrismaClient,
  request: DeadLetterListRequest,
): Promise<DeadLetterListRow[]> {
  const { workspaceId, statuses, workflowId, limit, after } = request
  const inStatus = statuses ? Prisma.sql`AND d.status = ANY(${[...statuses]})` : Prisma.empty
  const ofWorkflow = workflowId === undefined ? Prisma.empty : Prisma.sql`AND d.workflow_id = ${workflowId}`
  const beyond = after ? Prisma.sql`AND (d.failed_at, d.id) < (${after.failedAt}, ${after.id}::uuid)` : Prisma.empty
  return prisma.$queryRaw<DeadLetterListRow[]>`
    ${SELECT}
    WHERE d.workspace_id = ${workspaceId} ${inStatus} ${ofWorkflow} ${beyond}
    ORDER BY d.failed_at DESC, d.id DESC
    LIMIT ${limit}`
}

export async function findDeadLetterRow(
  prisma: PrismaClient,
  workspaceId: string,
  id: string,
): Promise<DeadLetterListRow | undefined> {
  const rows = await prisma.$queryRaw<DeadLetterListRow[]>`
    ${SELECT} WHERE d.workspace_id = ${workspaceId} AND d.id = ${id}::uuid`
  return rows[0]
}

/** How many letters wait for somebody. */
export async function countOpenDeadLetters(prisma: PrismaClient, workspaceId: string): Promise<number> {
  return prisma.deadLetter.count({ where: { workspaceId, status: 'open' } })
}
