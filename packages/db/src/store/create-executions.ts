import {
  beginCommand,
  decideCommands,
  newExecutionRow,
  type StartOutcome,
  type StartRequest,
  type WorkflowVersion,
} from '@spane/engine'
import type { WorkflowGraph } from '@spane/workflow'
import type pg from 'pg'
import type { Creation } from './write-patches.ts'

/** Whether a start depends on no other execution. */
export function standsAlone({ parent, concurrencyKey, plan, supersedes }: StartRequest): boolean {
  return !parent && concurrencyKey === undefined && !plan && !supersedes
}

/** An execution as it stands after its beginning, when it begins at once. */
export function beginCreation(
  request: StartRequest,
  version: WorkflowVersion & { graph: WorkflowGraph },
  { now, runningOfKey }: { now: number; runningOfKey: string[] | undefined },
): Creation {
  const execution = newExecutionRow(request, version, now)
  if (request.entryNodeId === undefined) return { request, execution, patch: undefined }
  const { patch } = decideCommands({
    loaded: {
      execution,
      nodes: new Map(),
      allNodesLoaded: true,
      absent: new Set(),
      endedChildren: new Map(),
      ...(runningOfKey && { runningOfKey }),
    },
    graph: version.graph,
    now,
    commands: [beginCommand(request, request.entryNodeId)],
  })
  return { request, execution: patch.execution, patch }
}

/**
 * What became of starts of which these were not written: their idempotency key is taken, and the outcome names the first
 * (rule 9.5); the unique index decides, also between two processes.
 */
export async function outcomesOf(
  client: Pick<pg.ClientBase, 'query'>,
  creations: readonly Creation[],
  missing: ReadonlySet<string>,
): Promise<StartOutcome[]> {
  const refused = creations.filter(
    ({ request }) => missing.has(request.executionId) && request.idempotencyKey !== undefined,
  )
  const existing = await readExisting(client, refused)
  return creations.map(({ request: { executionId } }) => ({
    // A child that existed already has the same id; any other doubled start is the one that has its key.
    executionId: existing.get(executionId) ?? executionId,
    created: !missing.has(executionId),
  }))
}

/** The executions that hold the keys of refused starts, by the id that the start had asked for. */
async function readExisting(
  client: Pick<pg.ClientBase, 'query'>,
  refused: readonly Creation[],
): Promise<Map<string, string>> {
  if (refused.length === 0) return new Map()
  const { rows } = await client.query<{ asked: string; id: string }>(
    `SELECT k.asked, e.id FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS k(asked, workspace_id, workflow_id, key)
     JOIN execution e ON e.workspace_id = k.workspace_id AND e.workflow_id = k.workflow_id AND e.idempotency_key = k.key`,
    [
      refused.map(({ request }) => request.executionId),
      refused.map(({ execution }) => execution.workspaceId),
      refused.map(({ execution }) => execution.workflowId),
      refused.map(({ request }) => request.idempotencyKey),
    ],
  )
  return new Map(rows.map((row) => [row.asked, row.id]))
}
