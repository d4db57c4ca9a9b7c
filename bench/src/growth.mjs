import pg from 'pg'
import { chainWorkflow } from './workflows.mjs'

const NODES = 10
const BATCH = 20_000

/**
 * Fills the history with finished executions of a chain of 10, as the engine leaves them: an execution, its node runs,
 * its events, and a dead letter for each thousandth. One statement a batch, so that a million takes minutes.
 */
export async function seedHistory({ databaseUrl, versionId, count, onProgress = () => {} }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(`SELECT workspace_id, workflow_id FROM workflow_version WHERE id = $1`, [
      versionId,
    ])
    const [{ workspace_id: workspaceId, workflow_id: workflowId }] = rows
    for (let done = 0; done < count; done += BATCH) {
      await client.query(SEED, [Math.min(BATCH, count - done), workspaceId, workflowId, versionId, done])
      onProgress(done + BATCH)
    }
    await client.query('VACUUM ANALYZE')
    // What filling has left to be written is not part of what comes after.
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

const IDS = chainWorkflow(NODES)
  .nodes.map(({ id }) => `'${id}'`)
  .join(', ')

const SEED = `
  WITH new AS MATERIALIZED (
    SELECT uuidv7(now() - interval '30 days' + ($5 + n) * interval '2 seconds' - now()) AS id, now() - interval '30 days' + ($5 + n) * interval '2 seconds' AS at,
      (n % 1000 = 0) AS failed
    FROM generate_series(1, $1::int) n
  ), executions AS (
    INSERT INTO execution (id, workspace_id, workflow_id, version_id, status, entry_node_id, input, open_count, active_count,
      running_count, unhandled_failures, event_seq, revision, created_at, started_at, ended_at, halted)
    SELECT id, $2, $3, $4::uuid, CASE WHEN failed THEN 'failed' ELSE 'completed' END, 'n0', '{}', 0, 0, 0,
      CASE WHEN failed THEN 1 ELSE 0 END, 32, 12, at, at, at + interval '20 milliseconds', failed
    FROM new RETURNING id
  ), nodes AS (
    INSERT INTO node_run (execution_id, node_id, status, attempt, starts, pending_edges, delivered_edges, worker_id, ready_at,
      started_at, ended_at, output, ports)
    SELECT id, node, 'completed', 1, 1, 0, 1, 'seed-1-00000000', at, at, at, '{"n":1}', '["main"]'
    FROM new CROSS JOIN unnest(ARRAY[${IDS}]) node
  ), events AS (
    INSERT INTO event (execution_id, seq, last_seq, at, body)
    SELECT id, part * 3 + 1, part * 3 + 3, at, '[' || repeat('{"type":"node","nodeId":"n0","status":"running","attempt":1},', 2)
      || '{"type":"node","nodeId":"n0","status":"completed","attempt":1,"durationMs":1}]'
    FROM new CROSS JOIN generate_series(0, 10) part
  )
  INSERT INTO dead_letter (id, workspace_id, workflow_id, execution_id, node_id, status, error_code, error_message, fingerprint,
    failures, attempts, created_at, failed_at, updated_at, entries)
  SELECT gen_random_uuid(), $2, $3, id, 'n9', CASE WHEN random() < 0.5 THEN 'open' ELSE 'resolved' END, 'NODE_FAILED', 'It broke',
    'seeded-' || (random() * 20)::int, 1, 3, at, at, at, 0
  FROM new WHERE failed`

/** The statements behind the two pages, as the product sends them, with the time that the database takes for each. */
export async function explainPages({ databaseUrl, workspaceId = 'local' }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const pages = [
    ['executions page', EXECUTIONS('')],
    ['executions page, failed only', EXECUTIONS(`AND e.status = ANY(ARRAY['failed'])`)],
    ['dead-letter page', LETTERS],
  ]
  try {
    const results = []
    for (const [name, text] of pages) {
      const times = []
      let plan
      for (let run = 0; run < 7; run++) {
        const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [workspaceId])
        plan = rows[0]['QUERY PLAN'][0]
        times.push(plan['Execution Time'] + plan['Planning Time'])
      }
      results.push({ name, times, scans: scansOf(plan.Plan) })
    }
    return results
  } finally {
    await client.end()
  }
}

const EXECUTIONS = (filter) => `
  SELECT e.id, e.workflow_id, w.name, e.version_id, v.number, e.status, e.created_at, e.started_at, e.ended_at
  FROM execution e
  JOIN workflow_version v ON v.id = e.version_id
  JOIN workflow w ON w.workspace_id = e.workspace_id AND w.id = e.workflow_id
  WHERE e.workspace_id = $1 ${filter} AND e.parent_execution_id IS NULL
  ORDER BY e.created_at DESC, e.id DESC LIMIT 51`

const LETTERS = `
  SELECT d.* FROM dead_letter d WHERE d.workspace_id = $1 AND d.status = 'open'
  ORDER BY d.failed_at DESC, d.id DESC LIMIT 51`

function scansOf(plan) {
  const here = plan['Relation Name'] ? [`${plan['Node Type']} on ${plan['Index Name'] ?? plan['Relation Name']}`] : []
  return [...here, ...(plan.Plans ?? []).flatMap(scansOf)]
}
