import type pg from 'pg'
import { WORKFLOW_IN_USE } from '../repositories/workflow-changes.ts'
import { LAST_ID, type PruneRange } from './find-candidates.ts'

/** Days after which what is in the trash is deleted for good. */
export const TRASH_DAYS = 30

export interface TrashedWorkflow {
  workspaceId: string
  id: string
  /** All of its executions. */
  range: PruneRange
}

/** Workflows that are to go, with nothing of theirs that somebody still has to decide on. */
export async function findTrash(client: pg.ClientBase, limit: number): Promise<TrashedWorkflow[]> {
  const { rows } = await client.query<{ workspaceId: string; id: string; now: Date }>(
    `SELECT w.workspace_id AS "workspaceId", w.id, clock_timestamp() AS now FROM workflow w
     WHERE w.deleted_at IS NOT NULL
       AND (w.purged_at IS NOT NULL OR w.deleted_at < clock_timestamp() - $1 * interval '1 day') AND NOT ${WORKFLOW_IN_USE}
     ORDER BY w.deleted_at LIMIT $2`,
    [TRASH_DAYS, limit],
  )
  return rows.map(({ workspaceId, id, now }) => ({
    workspaceId,
    id,
    range: { workspaceId, workflowId: id, upTo: { createdAt: now, id: LAST_ID } },
  }))
}

/** Removes those of which no execution is left; children of other workflows' executions go with their parents first. */
export async function removeEmptied(client: pg.ClientBase, trash: readonly TrashedWorkflow[]): Promise<void> {
  for (const { workspaceId, id } of trash) {
    await client.query(
      `DELETE FROM workflow w WHERE w.workspace_id = $1 AND w.id = $2 AND w.deleted_at IS NOT NULL
         AND NOT EXISTS (SELECT FROM execution e WHERE e.workspace_id = w.workspace_id AND e.workflow_id = w.id)`,
      [workspaceId, id],
    )
  }
}
