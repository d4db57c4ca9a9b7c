import { compareOutputRows } from '@spane/db'
import type { OutputComparison } from '../../contract.ts'
import type { CompareOutputsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** Which nodes of two executions gave the same. */
export async function compareOutputs(
  context: ServiceContext,
  { id, otherId }: CompareOutputsInput,
): Promise<{ items: OutputComparison[] }> {
  await Promise.all([requireExecution(context, id), requireExecution(context, otherId)])
  const rows = await compareOutputRows(context.prisma, id, otherId)
  return { items: rows.map(({ leftBytes, rightBytes, ...row }) => ({ ...row, bytes: [leftBytes, rightBytes] })) }
}
