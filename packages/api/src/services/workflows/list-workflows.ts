import {
  listWorkflowNames,
  listWorkflowRows,
  readWorkflowStorage,
  type SearchWord,
  type WorkflowFilter,
  type WorkflowListRow,
  type WorkflowStorageRow,
} from '@spane/db'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import type { Page, WorkflowSummary } from '../../contract.ts'
import { type ListWorkflowsInput, MAX_WORKFLOWS, type WorkflowFilterInput } from '../../input/workflow-list-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeSortCursor, encodeSortCursor } from '../shared/sort-cursor.ts'
import { findFoldersBelow } from './folders.ts'

/** Words of a search that count. */
const MAX_WORDS = 8
/** Node types whose names one word may stand for. */
const MAX_TYPES = 20

export async function listWorkflows(
  context: ServiceContext,
  { cursor, limit, sort, order, ...filter }: ListWorkflowsInput,
): Promise<Page<WorkflowSummary>> {
  const { prisma, workspaceId } = context
  const after = decodeSortCursor(cursor, sort)
  const descending = (order ?? (sort === 'name' ? 'ascending' : 'descending')) === 'descending'
  const rows = await listWorkflowRows(prisma, {
    ...(await toFilter(context, filter)),
    sort,
    descending,
    limit: limit + 1,
    ...(after ? { after } : {}),
  })
  const shown = rows.slice(0, limit)
  const storage = await readWorkflowStorage(
    prisma,
    workspaceId,
    shown.map((row) => row.id),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((row) => toSummary(row, storage.get(row.id))),
    nextCursor: rows.length > limit && last ? encodeSortCursor(sort, last) : null,
  }
}

/** Those of a filter by name, for a request about all of them; `more`: there are others that one request cannot hold. */
export async function listMatching(
  context: ServiceContext,
  input: WorkflowFilterInput,
): Promise<{ items: { id: string; name: string }[]; more: boolean }> {
  const rows = await listWorkflowNames(context.prisma, await toFilter(context, input), MAX_WORKFLOWS + 1)
  return { items: rows.slice(0, MAX_WORKFLOWS), more: rows.length > MAX_WORKFLOWS }
}

async function toFilter(
  context: ServiceContext,
  { search, tagIds, folder, deleted }: WorkflowFilterInput,
): Promise<WorkflowFilter> {
  const everywhere = !folder || (folder.id === null && folder.deep)
  return {
    workspaceId: context.workspaceId,
    deleted,
    ...(search ? { words: search.split(/\s+/).slice(0, MAX_WORDS).map(withNodeTypes(context)) } : {}),
    ...(tagIds ? { tagIds } : {}),
    ...(everywhere ? {} : { folderIds: folder.deep ? await findFoldersBelow(context, folder.id) : [folder.id] }),
  }
}

/** People know node types by their names: a `Schedule` is of the type `cron-trigger`. */
function withNodeTypes({ customNodes = [] }: ServiceContext): (text: string) => SearchWord {
  const described = [...nodeDescriptions, ...customNodes]
  return (text) => ({
    text,
    nodeTypes: described
      .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
      .map(({ type }) => type)
      .slice(0, MAX_TYPES),
  })
}

function toSummary(
  { last, sortKey: _, ...row }: WorkflowListRow,
  storage: WorkflowStorageRow | undefined,
): WorkflowSummary {
  return {
    ...row,
    storage: storage
      ? { executions: storage.executions, bytes: storage.bytes, measuredAt: storage.measuredAt.toISOString() }
      : null,
    updatedAt: row.updatedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    lastExecution: last && {
      ...last,
      workflowId: row.id,
      workflowName: row.name,
      createdAt: last.createdAt.toISOString(),
      startedAt: last.startedAt?.toISOString() ?? null,
      endedAt: last.endedAt?.toISOString() ?? null,
    },
  }
}
