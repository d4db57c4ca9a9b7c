import { readGroupNames } from '@spane/db'
import type { DeadLetterGroup } from '@spane/engine'
import type { Page } from '../../contract.ts'
import type { DeadLetterGroupSummary } from '../../dead-letter-contract.ts'
import type { ListLetterGroupsInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { decodeCursor, toPage } from '../shared/cursor.ts'

/** Alike failures together, the group that failed last first. */
export async function listLetterGroups(
  { engine, prisma, workspaceId, definitions }: ServiceContext,
  { cursor, limit, status, workflowId, fingerprint, errorCode, text, since }: ListLetterGroupsInput,
): Promise<Page<DeadLetterGroupSummary>> {
  const before = decodeCursor(cursor, 'name')
  const groups = await engine.deadLetters.inWorkspace(workspaceId).groups({
    limit: limit + 1,
    ...(status !== undefined && { status }),
    ...(workflowId !== undefined && { workflowId }),
    ...(fingerprint !== undefined && { fingerprint: [fingerprint] }),
    ...(errorCode !== undefined && { errorCode }),
    ...(text !== undefined && { text }),
    ...(since !== undefined && { since: Date.parse(since) }),
    ...(before && { before: { lastFailedAt: before.at.getTime(), fingerprint: before.id } }),
  })
  const known = await readGroupNames(
    prisma,
    workspaceId,
    groups.map((group) => group.fingerprint),
  )
  const names = await definitions.nodeNames(
    workspaceId,
    [...known.values()].map((group) => group.versionId),
  )
  const toSummary = (group: DeadLetterGroup): DeadLetterGroupSummary => {
    const { workspaceId: _, firstFailedAt, lastFailedAt, ...rest } = group
    const about = known.get(group.fingerprint)
    const node = about && names.get(about.versionId)?.get(group.nodeId)
    return {
      ...rest,
      workflowName: about?.workflowName ?? group.workflowId,
      nodeName: node?.name ?? group.nodeId,
      nodeType: node?.type ?? 'unknown',
      firstFailedAt: new Date(firstFailedAt).toISOString(),
      lastFailedAt: new Date(lastFailedAt).toISOString(),
    }
  }
  return toPage(groups, limit, (group) => ({ at: new Date(group.lastFailedAt), id: group.fingerprint }), toSummary)
}
