import { Prisma, type PrismaClient } from '../generated/client.ts'

/** Data that stands for a node's output in test runs of a draft. */
export interface PinRow {
  nodeId: string
  port: string
  /** JSON text. */
  data: string
  updatedAt: Date
}

const COLUMNS = { nodeId: true, port: true, data: true, updatedAt: true } as const

export function listPinRows(prisma: PrismaClient, workspaceId: string, workflowId: string): Promise<PinRow[]> {
  return prisma.pinnedData.findMany({ where: { workspaceId, workflowId }, select: COLUMNS, orderBy: { nodeId: 'asc' } })
}

/** Pins data to a node, unless its workflow would then hold more than `maxPins` or `maxBytes` of it: false. */
export async function savePinRow(
  prisma: PrismaClient,
  pin: { workspaceId: string; workflowId: string; nodeId: string; port: string; data: string },
  limits: { maxPins: number; maxBytes: number },
): Promise<boolean> {
  const { workspaceId, workflowId, nodeId, port, data } = pin
  return prisma.$transaction(async (transaction) => {
    // Two that pin at the same time must not pass the limit together.
    await transaction.$queryRaw`
      SELECT id FROM workflow WHERE workspace_id = ${workspaceId} AND id = ${workflowId} FOR NO KEY UPDATE`
    const [held] = await transaction.$queryRaw<{ pins: number; bytes: number }[]>(Prisma.sql`
      SELECT count(*)::int AS pins, COALESCE(sum(octet_length(data)), 0)::int AS bytes FROM pinned_data
      WHERE workspace_id = ${workspaceId} AND workflow_id = ${workflowId} AND node_id <> ${nodeId}`)
    const bytes = (held?.bytes ?? 0) + Buffer.byteLength(data)
    if ((held?.pins ?? 0) >= limits.maxPins || bytes > limits.maxBytes) return false
    const key = { workspaceId, workflowId, nodeId }
    await transaction.pinnedData.upsert({
      where: { workspaceId_workflowId_nodeId: key },
      create: { ...key, port, data },
      update: { port, data, updatedAt: new Date() },
    })
    return true
  })
}

export async function deletePinRow(
  prisma: PrismaClient,
  pin: { workspaceId: string; workflowId: string; nodeId: string },
): Promise<void> {
  await prisma.pinnedData.deleteMany({ where: pin })
}
