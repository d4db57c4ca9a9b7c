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

const SELECT = Prisma.sql`
  SELECT
    d.id, d.status, d.execution_id AS "executionId", e.status AS "executionStatus", d.workflow_id AS "workflowId",
    w.name AS "workflowName", e.version_id AS "versionId", d.node_id AS "nodeId", d.error_code AS "errorCode",
    d.error_message AS "errorMessage", d.fingerprint, d.failures, d.attempts, d.created_at AS "createdAt",
    d.failed_at AS "failedAt"
  FROM dead_letter d
  JOIN execution e ON e.id = d.execution_id
  JOIN workflow w ON w.workspace_id = d.workspace_id AND w.id = d.workflow_id`

/** Dead letters with what they are about, the latest failure first. */
export async function findDeadLetterRows(
  prisma: PrismaClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<DeadLetterListRow[]> {
  if (ids.length === 0) return []
  return prisma.$queryRaw<DeadLetterListRow[]>`
    ${SELECT} WHERE d.workspace_id = ${workspaceId} AND d.id = ANY(${[...ids]}::uuid[])
    ORDER BY d.failed_at DESC, d.id DESC`
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

/** Of each group the name of its workflow, and a version in which its node stands. */
export async function readGroupNames(
  prisma: PrismaClient,
  workspaceId: string,
  fingerprints: readonly string[],
): Promise<Map<string, { workflowName: string; versionId: string }>> {
  if (fingerprints.length === 0) return new Map()
  const rows = await prisma.$queryRaw<{ fingerprint: string; workflowName: string; versionId: string }[]>`
    SELECT f.fingerprint, w.name AS "workflowName", e.version_id AS "versionId"
    FROM unnest(${[...fingerprints]}::text[]) AS f(fingerprint)
    CROSS JOIN LATERAL (
      SELECT execution_id, workflow_id FROM dead_letter
      WHERE workspace_id = ${workspaceId} AND fingerprint = f.fingerprint LIMIT 1
    ) d
    JOIN execution e ON e.id = d.execution_id
    JOIN workflow w ON w.workspace_id = ${workspaceId} AND w.id = d.workflow_id`
  return new Map(rows.map(({ fingerprint, ...row }) => [fingerprint, row]))
}

/** The workflows of which these letters are. */
export async function listLetterWorkflows(
  prisma: PrismaClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<string[]> {
  const where = { workspaceId, id: { in: [...ids] } }
  const rows = await prisma.deadLetter.findMany({ where, distinct: ['workflowId'], select: { workflowId: true } })
  return rows.map((row) => row.workflowId)
}

/** How many letters wait for somebody. */
export async function countOpenDeadLetters(prisma: PrismaClient, workspaceId: string): Promise<number> {
  const { _sum } = await prisma.deadLetterGroup.aggregate({ where: { workspaceId }, _sum: { open: true } })
  return _sum.open ?? 0
}
