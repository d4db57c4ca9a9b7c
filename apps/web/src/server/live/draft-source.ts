import { listDraftChanges, type PrismaClient, readDraftStates } from '@spane/db'
import type { DraftChange } from '@spane/realtime'
import { operationSchema } from '@spane/workflow'
import { z } from 'zod'
import type { EventSource } from './event-feed.ts'

/** Larger changes are not sent: the client loads the draft, which is about as large. */
const MAX_OPERATIONS_LENGTH = 256 * 1024

const operationsSchema = z.array(operationSchema)

/** What the hub needs to know of drafts. */
export interface DraftSource extends EventSource<DraftChange> {
  /** Of those that exist. */
  readStates(workflowIds: string[]): Promise<{ id: string; revision: number; publishedVersion: number | null }[]>
}

/** The log of changes of the drafts of one workspace. */
export function createDraftSource(prisma: PrismaClient, workspaceId: string): DraftSource {
  const readStates = (ids: string[]) => readDraftStates(prisma, workspaceId, ids)
  return {
    readStates,
    async readEvents(workflowId, after, limit) {
      const rows = await listDraftChanges(prisma, { workspaceId, workflowId }, { after, limit })
      const changes = rows.map(
        ({ revision, clientId, operations }): DraftChange => ({
          seq: revision,
          clientId,
          operations: readOperations(operations),
        }),
      )
      if (rows.length === limit) return changes
      // A draft that was replaced as a whole has a revision that the log does not know.
      const [row] = await readStates([workflowId])
      const last = changes.at(-1)?.seq ?? after
      if (row && row.revision > last) changes.push({ seq: row.revision, clientId: null, operations: null })
      return changes
    },
  }
}

function readOperations(text: string): DraftChange['operations'] {
  if (text.length > MAX_OPERATIONS_LENGTH) return null
  return operationsSchema.safeParse(JSON.parse(text)).data ?? null
}
