import type pg from 'pg'

/** How long finished executions are kept. Zero keeps them for ever. */
export interface RetentionPolicy {
  /** Days after its end. */
  days: number
  /** Of each workflow, this many of its latest; children count with their parent. */
  count: number
}

/** A place in a workspace's executions, oldest first. */
export interface ExecutionKey {
  createdAt: Date
  id: string
}

/** A range of executions of which those that have ended may go. */
export interface PruneRange {
  workspaceId: string
  /** Absent: of all workflows. */
  workflowId?: string
  /** Ended before this; absent: whenever. */
  endedBefore?: Date
  /** The last one that may go. */
  upTo: ExecutionKey
}

/** Greater than every UUID. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What the policy lets go of, as ranges that an index leads through. */
export async function findPruneRanges(client: pg.ClientBase, policy: RetentionPolicy): Promise<PruneRange[]> {
  const ranges: PruneRange[] = []
  if (policy.days > 0) {
    const { rows } = await client.query<{ workspaceId: string; cutoff: Date }>(
      `SELECT id AS "workspaceId", clock_timestamp() - $1 * interval '1 day' AS cutoff FROM workspace ORDER BY id`,
      [policy.days],
    )
    for (const { workspaceId, cutoff } of rows) {
      // What ended before the cutoff was created before it, too.
      ranges.push({ workspaceId, endedBefore: cutoff, upTo: { createdAt: cutoff, id: LAST_ID } })
    }
  }
  if (policy.count > 0) {
    const { rows } = await client.query<{ workspaceId: string; workflowId: string; createdAt: Date; id: string }>(
      `SELECT w.workspace_id AS "workspaceId", w.id AS "workflowId", e.created_at AS "createdAt", e.id
       FROM workflow w
       CROSS JOIN LATERAL (
         SELECT created_at, id FROM execution
         WHERE workspace_id = w.workspace_id AND workflow_id = w.id AND parent_execution_id IS NULL
         ORDER BY created_at DESC, id DESC
         OFFSET $1 LIMIT 1
       ) e
       ORDER BY w.workspace_id, w.id`,
      [policy.count],
    )
    for (const { workspaceId, workflowId, createdAt, id } of rows) {
      ranges.push({ workspaceId, workflowId, upTo: { createdAt, id } })
    }
  }
  return ranges
}

/** The next executions of a range that have ended and are nobody's children, oldest first. */
export async function findCandidates(
  client: pg.ClientBase,
  range: PruneRange,
  after: ExecutionKey | undefined,
  limit: number,
): Promise<ExecutionKey[]> {
  const values: unknown[] = [range.workspaceId, range.upTo.createdAt, range.upTo.id, limit]
  const place = (value: unknown) => `$${values.push(value)}`
  const { rows } = await client.query<ExecutionKey>(
    `SELECT created_at AS "createdAt", id FROM execution
     WHERE workspace_id = $1 AND (created_at, id) <= ($2, $3::uuid) AND ended_at IS NOT NULL AND parent_execution_id IS NULL
     ${range.workflowId === undefined ? '' : `AND workflow_id = ${place(range.workflowId)}`}
     ${range.endedBefore === undefined ? '' : `AND ended_at < ${place(range.endedBefore)}`}
     ${after === undefined ? '' : `AND (created_at, id) > (${place(after.createdAt)}, ${place(after.id)}::uuid)`}
     ORDER BY created_at, id LIMIT $4`,
    values,
  )
  return rows
}
