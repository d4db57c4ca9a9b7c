import { listSilentNodes as readSilentNodes } from '@spane/db'
import type { SilentNodes } from '../../contract.ts'
import type { ExecutionIdInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** A worker gives a sign every 2 s; one that missed two of them is worth a word, long before its lease is over. */
const SILENT_MS = 5_000

/** Nodes that run on a worker which gives no sign: it died, or is too busy to. */
export async function listSilentNodes(context: ServiceContext, { id }: ExecutionIdInput): Promise<SilentNodes> {
  await requireExecution(context, id)
  const rows = await readSilentNodes(context.prisma, { executionId: id, silentMs: SILENT_MS })
  return { items: rows.map((row) => ({ nodeId: row.nodeId, silentMs: Math.round(row.silentMs) })) }
}
