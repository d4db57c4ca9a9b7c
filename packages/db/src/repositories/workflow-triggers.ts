import type pg from 'pg'
import { CURRENT_TRIGGER, TRIGGER_COLUMNS, type TriggerRow } from './trigger-repository.ts'

/** Of these workflows the ones that there are, each with the triggers of its published version. */
export async function listWorkflowTriggers(
  pool: pg.Pool,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<{ workflowId: string; triggers: TriggerRow[] }[]> {
  const [workflows, triggers] = await Promise.all([
    pool.query<{ id: string }>(
      `SELECT id FROM workflow WHERE workspace_id = $1 AND id = ANY($2) AND deleted_at IS NULL`,
      [workspaceId, workflowIds],
    ),
    pool.query<TriggerRow>(
      `SELECT ${TRIGGER_COLUMNS} FROM trigger t ${CURRENT_TRIGGER} WHERE t.workspace_id = $1 AND t.workflow_id = ANY($2)`,
      [workspaceId, workflowIds],
    ),
  ])
  const byWorkflow = new Map(workflows.rows.map(({ id }): [string, TriggerRow[]] => [id, []]))
  for (const trigger of triggers.rows) byWorkflow.get(trigger.workflowId)?.push(trigger)
  return [...byWorkflow].map(([workflowId, rows]) => ({ workflowId, triggers: rows }))
}

/** The cron triggers of those of these workflows that are in the trash. */
export async function listTrashedSchedules(
  pool: pg.Pool,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<TriggerRow[]> {
  const { rows } = await pool.query<TriggerRow>(
    `SELECT ${TRIGGER_COLUMNS} FROM trigger t
     JOIN workflow w ON w.workspace_id = t.workspace_id AND w.id = t.workflow_id AND w.deleted_at IS NOT NULL
     WHERE t.workspace_id = $1 AND t.workflow_id = ANY($2) AND t.kind = 'cron'`,
    [workspaceId, workflowIds],
  )
  return rows
}

/** Why triggers of these workflows start nothing, where they do not. */
export async function listTriggerProblems(
  pool: pg.Pool,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<{ workflowId: string; problem: string }[]> {
  const { rows } = await pool.query(
    `SELECT t.workflow_id AS "workflowId", t.problem FROM trigger t ${CURRENT_TRIGGER}
     WHERE t.workspace_id = $1 AND t.workflow_id = ANY($2) AND t.problem IS NOT NULL ORDER BY t.created_at, t.id`,
    [workspaceId, workflowIds],
  )
  return rows
}
