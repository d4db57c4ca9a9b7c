import { type ExecutionEvent, executionEventSchema } from '@spane/realtime'
import { compileGraph, type WorkflowGraph, workflowSchema } from '@spane/workflow'
import type pg from 'pg'
import { groupBy } from './group-by.ts'

export interface NodeSnapshot {
  nodeId: string
  status: string
  starts: number
  handled: boolean
  ports: string[]
  output: string | null
}

export interface AttemptSnapshot {
  nodeId: string
  start: number
  outcome: string
  workerId: string | null
  startedAt: Date
  firstLine: string | null
}

/** All that the database holds of one execution. */
export interface ExecutionSnapshot {
  id: string
  versionId: string
  status: string
  entryNodeId: string | null
  input: string | null
  counters: { open: number; active: number; running: number; unhandledFailures: number }
  eventSeq: number
  endedAt: Date | null
  graph: WorkflowGraph
  nodes: Map<string, NodeSnapshot>
  attempts: AttemptSnapshot[]
  edges: Map<string, 'delivered' | 'dead'>
  events: ExecutionEvent[]
}

const BATCH = 100

/** Reads every execution of the database, a hundred at a time. */
export async function* loadSnapshots(pool: pg.Pool): AsyncGenerator<ExecutionSnapshot> {
  const graphs = new Map<string, WorkflowGraph>()
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await pool.query(
      `SELECT e.*, COALESCE(e.input, p.body) AS whole_input FROM execution e
       LEFT JOIN payload p ON p.id = e.input_payload_id WHERE e.id > $1 ORDER BY e.id LIMIT ${BATCH}`,
      [last],
    )
    if (rows.length === 0) return
    last = rows.at(-1).id
    yield* await loadBatch(pool, rows, graphs)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: rows as the driver gives them, named column by column below
type Row = any

async function loadBatch(pool: pg.Pool, rows: Row[], graphs: Map<string, WorkflowGraph>) {
  const ids = rows.map((row) => row.id)
  await loadGraphs(pool, [...new Set(rows.map((row) => row.version_id))], graphs)
  const read = (sql: string) => pool.query(sql, [ids]).then((result) => groupBy(result.rows, executionOf))
  const [nodes, attempts, edges, events] = await Promise.all([
    read(
      `SELECT n.*, COALESCE(n.output, p.body) AS whole_output FROM node_run n
       LEFT JOIN payload p ON p.id = n.output_payload_id WHERE n.execution_id = ANY($1)`,
    ),
    read(
      `SELECT a.*, l.message AS first_line FROM attempt a
       LEFT JOIN node_log l ON l.execution_id = a.execution_id AND l.node_id = a.node_id AND l.start = a.start AND l.line = 1
       WHERE a.execution_id = ANY($1) ORDER BY a.node_id, a.start`,
    ),
    read(`SELECT * FROM edge_outcome WHERE execution_id = ANY($1)`),
    read(`SELECT execution_id, body FROM event WHERE execution_id = ANY($1) ORDER BY seq`),
  ])
  return rows.map(
    (row): ExecutionSnapshot => ({
      id: row.id,
      versionId: row.version_id,
      status: row.status,
      entryNodeId: row.entry_node_id,
      input: row.whole_input,
      counters: {
        open: row.open_count,
        active: row.active_count,
        running: row.running_count,
        unhandledFailures: row.unhandled_failures,
      },
      eventSeq: row.event_seq,
      endedAt: row.ended_at,
      graph: graphs.get(row.version_id) as WorkflowGraph,
      nodes: new Map((nodes.get(row.id) ?? []).map((node) => [node.node_id, toNode(node)])),
      attempts: (attempts.get(row.id) ?? []).map(toAttempt),
      edges: new Map((edges.get(row.id) ?? []).map((edge) => [edge.edge_id, edge.outcome])),
      events: (events.get(row.id) ?? []).map((event) => executionEventSchema.parse(JSON.parse(event.body))),
    }),
  )
}

async function loadGraphs(pool: pg.Pool, versionIds: string[], graphs: Map<string, WorkflowGraph>): Promise<void> {
  const unknown = versionIds.filter((id) => !graphs.has(id))
  if (unknown.length === 0) return
  const { rows } = await pool.query(`SELECT id, definition FROM workflow_version WHERE id = ANY($1)`, [unknown])
  for (const { id, definition } of rows) graphs.set(id, compileGraph(workflowSchema.parse(JSON.parse(definition))))
}

function executionOf(row: Row): string {
  return row.execution_id
}

function toNode(row: Row): NodeSnapshot {
  return {
    nodeId: row.node_id,
    status: row.status,
    starts: row.starts,
    handled: row.handled,
    ports: row.ports === null ? [] : JSON.parse(row.ports),
    output: row.whole_output,
  }
}

function toAttempt(row: Row): AttemptSnapshot {
  return {
    nodeId: row.node_id,
    start: row.start,
    outcome: row.outcome,
    workerId: row.worker_id,
    startedAt: row.started_at,
    firstLine: row.first_line,
  }
}
