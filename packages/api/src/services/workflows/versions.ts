import { listVersionRows, type VersionListRow } from '@spane/db'
import type { VersionDetail, VersionSummary } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ListVersionsInput, WorkflowVersionInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from './draft.ts'

/** Every version that was published or run, the newest first. */
export async function listVersions(
  context: ServiceContext,
  { id, cursor, limit }: ListVersionsInput,
): Promise<{ items: VersionSummary[]; nextCursor: number | null }> {
  const { prisma, workspaceId } = context
  await loadDraft(context, id)
  const before = cursor ?? undefined
  const rows = await listVersionRows(prisma, { workspaceId, workflowId: id, limit: limit + 1, before })
  const shown = rows.slice(0, limit)
  return { items: shown.map(toSummary), nextCursor: rows.length > limit ? (shown.at(-1)?.number ?? null) : null }
}

/** @throws ApiError `VERSION_NOT_FOUND` */
export async function getVersion(
  { prisma, workspaceId, engine }: ServiceContext,
  { id, number }: WorkflowVersionInput,
): Promise<VersionDetail> {
  const [row] = await listVersionRows(prisma, { workspaceId, workflowId: id, limit: 1, number })
  const version = row && (await engine.store.getVersion(row.id))
  if (!version) {
    throw new ApiError('VERSION_NOT_FOUND', `This workflow has no version ${number}.`, { field: 'number' })
  }
  return { ...toSummary(row), workflow: version.workflow }
}

function toSummary({ number, createdAt, isPublished, hasRun, publishedAt, publishedBy, note }: VersionListRow) {
  return {
    number,
    createdAt: createdAt.toISOString(),
    isPublished,
    hasRun,
    publication: publishedAt && { at: publishedAt.toISOString(), by: publishedBy, note },
  } satisfies VersionSummary
}
