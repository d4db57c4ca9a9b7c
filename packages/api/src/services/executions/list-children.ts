import { listChildRows } from '@spane/db'
import type { ChildExecution, ChildExecutionPage } from '../../contract.ts'
import type { ListChildrenInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** Characters of an item that are shown in a list. */
const SHOWN = 200

/** The child executions of a node in the order of their items. */
export async function listChildren(
  context: ServiceContext,
  { executionId, nodeId, from, limit, failedOnly }: ListChildrenInput,
): Promise<ChildExecutionPage> {
  await requireExecution(context, executionId)
  const rows = await listChildRows(context.prisma, { executionId, nodeId, from, limit: limit + 1, failedOnly })
  const items = rows.slice(0, limit).map(
    ({ item, ...row }): ChildExecution => ({
      ...row,
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      // Redacted before it is cut, so that no secret is cut in two and missed.
      item: item === null ? null : shorten(context.redact(item)),
    }),
  )
  return { items, nextFrom: rows[limit]?.index ?? null }
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
