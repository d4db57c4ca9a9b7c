import {
  countChildRows,
  type ExecutionListRow,
  listExecutionChildRows,
  listExecutionRows,
  MOST_CHILDREN_COUNTED,
} from '@spane/db'
import { z } from 'zod'
import type { ExecutionRow, Page } from '../../contract.ts'
import type { ListExecutionChildrenInput, ListExecutionsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { badCursor, decodeCursor, toPage } from '../shared/cursor.ts'
import { requireExecution, toExecutionListItem } from './execution-summary.ts'

export async function listExecutions(
  context: ServiceContext,
  { cursor, limit, status, workflowId, children }: ListExecutionsInput,
): Promise<Page<ExecutionRow>> {
  const { prisma, workspaceId } = context
  const after = decodeCursor(cursor, 'uuid')
  const rows = await listExecutionRows(prisma, {
    workspaceId,
    limit: limit + 1,
    children,
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(after ? { after: { createdAt: after.at, id: after.id } } : {}),
  })
  const toRow = await toRowsWithChildren(context, rows)
  return toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toRow)
}

/** What an execution has started, by node and item. */
export async function listExecutionChildren(
  context: ServiceContext,
  { cursor, limit, parentId }: ListExecutionChildrenInput,
): Promise<Page<ExecutionRow>> {
  const { prisma, workspaceId } = context
  await requireExecution(context, parentId)
  const after = decodeChildCursor(cursor)
  const rows = await listExecutionChildRows(prisma, {
    workspaceId,
    parentId,
    limit: limit + 1,
    ...(after && { after }),
  })
  const toRow = await toRowsWithChildren(context, rows)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toRow),
    nextCursor: rows.length > limit && last ? encodeChildCursor(last) : null,
  }
}

async function toRowsWithChildren(
  { prisma }: ServiceContext,
  rows: readonly ExecutionListRow[],
): Promise<(row: ExecutionListRow) => ExecutionRow> {
  const counts = await countChildRows(
    prisma,
    rows.map((row) => row.id),
  )
  const byParent = new Map(counts.map(({ executionId, ...count }) => [executionId, count]))
  return (row) => {
    const count = byParent.get(row.id)
    const children = count && {
      ...count,
      total: Math.min(count.total, MOST_CHILDREN_COUNTED),
      more: count.total > MOST_CHILDREN_COUNTED,
    }
    return { ...toExecutionListItem(row), children: children ?? null }
  }
}

function encodeChildCursor({ parentNodeId, itemIndex }: ExecutionListRow): string {
  return Buffer.from(JSON.stringify([parentNodeId, itemIndex])).toString('base64url')
}

/** @throws ApiError `BAD_CURSOR` */
function decodeChildCursor(text: string | null | undefined): { nodeId: string; index: number } | undefined {
  if (text === null || text === undefined) return undefined
  try {
    const place = z.tuple([z.string().min(1).max(200), z.int32().min(0)])
    const [nodeId, index] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { nodeId, index }
  } catch (cause) {
    throw badCursor(cause)
  }
}
