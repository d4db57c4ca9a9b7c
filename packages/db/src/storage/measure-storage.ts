import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** Advisory lock of whoever measures. */
export const STORAGE_LOCK = 5_350_414_502
/** Executions of a workflow that are weighed, the latest; the others are taken to weigh the same. */
const SAMPLE = 50
/** A sample of very large executions is given up, and the last figure stays. */
const STATEMENT_TIMEOUT = '10s'

/**
 * Most that rows take on disk with their indexes, as a multiple of what they weigh. More is room that is free or was never
 * used, and nobody's.
 */
const MAX_FACTOR = 4

/** What executions are made of. All have `execution_id`. */
const PARTS = ['node_run', 'attempt', 'node_log', 'event', 'payload', 'dead_letter', 'outbox'] as const

export interface MeasureOptions {
  connectionString: string
  /** Ends the round after the workflow that it weighs. */
  signal?: AbortSignal
}

/**
 * Estimates how much of the database each workflow's executions take: what the tables take on disk, indexes included,
 * is shared out by how many executions a workflow has and what its latest ones weigh. One process at a time does it, with
 * rests that are as long as the work.
 *
 * @returns how many workflows were measured; undefined when another process measures
 */
export async function measureStorage({ connectionString, signal }: MeasureOptions): Promise<number | undefined> {
  const client = new pg.Client({ connectionString, application_name: 'spane storage' })
  // A connection that breaks fails the query that runs; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      STORAGE_LOCK,
    ])
    if (!rows[0]?.locked) return undefined
    await client.query(`SET statement_timeout = '${STATEMENT_TIMEOUT}'`)
    return await measure(client, signal)
  } finally {
    await client.end()
  }
}

interface Workflow {
  workspaceId: string
  workflowId: string
  executions: number
}

async function measure(client: pg.Client, signal: AbortSignal | undefined): Promise<number> {
  // An index alone answers this.
  const { rows: workflows } = await client.query<Workflow>(
    `SELECT workspace_id AS "workspaceId", workflow_id AS "workflowId", count(*)::int AS executions
     FROM execution GROUP BY workspace_id, workflow_id`,
  )
  const weighed: (Workflow & { weight: number })[] = []
  for (const workflow of workflows) {
    if (signal?.aborted) return 0
    const startedAt = performance.now()
    const weight = await weighExecutions(client, workflow)
    if (weight !== undefined) weighed.push({ ...workflow, weight: weight * workflow.executions })
    await delay(performance.now() - startedAt, undefined, { signal }).catch(() => undefined)
  }
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const factor = total > 0 ? Math.min((await readTableBytes(client)) / total, MAX_FACTOR) : 0
  await client.query(
    `INSERT INTO workflow_storage (workspace_id, workflow_id, executions, bytes, measured_at)
     SELECT x.workspace_id, x.workflow_id, x.executions, x.bytes::int8, clock_timestamp()
     FROM unnest($1::text[], $2::text[], $3::int4[], $4::float8[]) AS x(workspace_id, workflow_id, executions, bytes)
     JOIN workflow w ON w.workspace_id = x.workspace_id AND w.id = x.workflow_id
     ORDER BY 1, 2
     ON CONFLICT (workspace_id, workflow_id) DO UPDATE SET
       executions = EXCLUDED.executions, bytes = EXCLUDED.bytes, measured_at = EXCLUDED.measured_at`,
    [
      weighed.map((row) => row.workspaceId),
      weighed.map((row) => row.workflowId),
      weighed.map((row) => row.executions),
      weighed.map((row) => row.weight * factor),
    ],
  )
  // Those whose executions are gone.
  await client.query(
    `DELETE FROM workflow_storage s WHERE NOT EXISTS (
       SELECT FROM execution e WHERE e.workspace_id = s.workspace_id AND e.workflow_id = s.workflow_id)`,
  )
  return weighed.length
}

/** Mean bytes of the rows of an execution; undefined when weighing took too long. */
async function weighExecutions(client: pg.Client, { workspaceId, workflowId }: Workflow): Promise<number | undefined> {
  const parts = PARTS.map(
    (table) => `(SELECT COALESCE(sum(${weightOf(table)}), 0) FROM ${table} p WHERE p.execution_id = s.id)`,
  )
  try {
    const { rows } = await client.query<{ mean: number | null }>(
      `SELECT avg(pg_column_size(s.*) + ${parts.join(' + ')})::float8 AS mean
       FROM (
         SELECT * FROM execution WHERE workspace_id = $1 AND workflow_id = $2 ORDER BY created_at DESC, id DESC LIMIT ${SAMPLE}
       ) s`,
      [workspaceId, workflowId],
    )
    return rows[0]?.mean ?? 0
  } catch (error) {
    // 57014: the time was over.
    if ((error as { code?: unknown }).code === '57014') return undefined
    throw error
  }
}

/** As stored: of a whole row PostgreSQL would fetch what stands out of line, of a column it knows the size. */
function weightOf(table: (typeof PARTS)[number]): string {
  return table === 'payload' ? 'pg_column_size(p.body)' : 'pg_column_size(p.*)'
}

async function readTableBytes(client: pg.Client): Promise<number> {
  const tables = ['execution', ...PARTS].map((table) => `pg_total_relation_size('${table}')`)
  const { rows } = await client.query<{ bytes: number }>(`SELECT (${tables.join(' + ')})::float8 AS bytes`)
  return rows[0]?.bytes ?? 0
}
