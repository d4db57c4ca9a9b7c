import type { PrismaClient } from '../generated/client.ts'

/** What a workflow's executions take of the database, as it was estimated last. */
export interface WorkflowStorageRow {
  workflowId: string
  executions: number
  bytes: number
  measuredAt: Date
}

/** Of these workflows; those that were not measured yet are absent. */
export async function readWorkflowStorage(
  prisma: PrismaClient,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<Map<string, WorkflowStorageRow>> {
  const rows = await prisma.workflowStorage.findMany({ where: { workspaceId, workflowId: { in: [...workflowIds] } } })
  return new Map(rows.map((row) => [row.workflowId, { ...row, bytes: Number(row.bytes) }]))
}

/** Bytes of the whole database, and of the workflows that take most of it. */
export async function readStorageFigures(
  prisma: PrismaClient,
  { workspaceId, limit }: { workspaceId: string; limit: number },
): Promise<{ databaseBytes: number; workflows: { workflowId: string; bytes: number }[] }> {
  const [size, rows] = await Promise.all([
    prisma.$queryRaw<{ bytes: number }[]>`SELECT pg_database_size(current_database())::float8 AS bytes`,
    prisma.workflowStorage.findMany({
      where: { workspaceId },
      orderBy: { bytes: 'desc' },
      take: limit,
      select: { workflowId: true, bytes: true },
    }),
  ])
  return {
    databaseBytes: size[0]?.bytes ?? 0,
    workflows: rows.map(({ workflowId, bytes }) => ({ workflowId, bytes: Number(bytes) })),
  }
}
