import type { PrismaClient } from '../generated/client.ts'

/** JSON text of the definitions of versions, by id. */
export async function readVersionDefinitions(
  prisma: PrismaClient,
  workspaceId: string,
  versionIds: readonly string[],
): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map()
  const rows = await prisma.workflowVersion.findMany({
    where: { workspaceId, id: { in: [...versionIds] } },
    select: { id: true, definition: true },
  })
  return new Map(rows.map((row) => [row.id, row.definition]))
}

/** The numbers of versions, by id. */
export async function readVersionNumbers(
  prisma: PrismaClient,
  versionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await prisma.workflowVersion.findMany({
    where: { id: { in: [...versionIds] } },
    select: { id: true, number: true },
  })
  return new Map(rows.map((row) => [row.id, row.number]))
}
