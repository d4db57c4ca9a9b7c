import { type AttemptRow, absentNodeRun, attemptsOf, edgeOutcomes, type NodeRunRow } from '@spane/engine'
import { type ExecutionEvent, type ExecutionOrigin, executionOriginSchema } from '@spane/realtime'
import { compileGraph, type WorkflowGraph, workflowSchema } from '@spane/workflow'
import type pg from 'pg'
import { parseEvents } from '../../store/read-events.ts'
import { NODE_RUN_COLUMNS, toAttemptRow, toNodeRunRow } from '../../store/row-mapping.ts'
import { groupBy } from './group-by.ts'

export interface NodeSnapshot {
  nodeId: string
  status: string
  starts: number
  handled: boolean
  ports: readonly string[]
  output: string | null
  /** `pinned`, or the execution whose result it holds: it did not run (rule 8.3). */
  givenBy: string | null
  /** An edited input, JSON text. */
  inputOverride: string | null
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
  /** What set it off. */
  origin: ExecutionOrigin | null
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
  const [nodes, attempts, lines, events] = await Promise.all([
    read(
      `SELECT ${NODE_RUN_COLUMNS}, COALESCE(n.output, p.body) AS whole_output FROM node_run n
       LEFT JOIN payload p ON p.id = n.output_payload_id WHERE n.execution_id = ANY($1)`,
    ),
    read(`SELECT * FROM attempt WHERE execution_id = ANY($1) ORDER BY node_id, start`),
    read(`SELECT execution_id, node_id, start, message FROM node_log WHERE execution_id = ANY($1) AND line = 1`),
    read(`SELECT execution_id, seq, at, body FROM event WHERE execution_id = ANY($1) ORDER BY seq`),
  ])
  return rows.map((row): ExecutionSnapshot => {
    const graph = graphs.get(row.version_id) as WorkflowGraph
    const found = new Map((nodes.get(row.id) ?? []).map((node) => [node.node_id as string, node]))
    const runs = new Map([...found].map(([nodeId, node]) => [nodeId, toNodeRunRow(node)]))
    const stored = groupBy((attempts.get(row.id) ?? []).map(toAttemptRow), (attempt) => attempt.nodeId)
    const firstLines = new Map((lines.get(row.id) ?? []).map((line) => [`${line.node_id} ${line.start}`, line.message]))
    return {
      id: row.id,
      versionId: row.version_id,
      status: row.status,
      entryNodeId: row.entry_node_id,
      origin: row.origin === null ? null : executionOriginSchema.parse(JSON.parse(row.origin)),
      input: row.whole_input,
      counters: {
        open: row.open_count,
        active: row.active_count,
        running: row.running_count,
        unhandledFailures: row.unhandled_failures,
      },
      eventSeq: row.event_seq,
      endedAt: row.ended_at,
      graph,
      nodes: new Map(
        [...graph.nodes.keys()].flatMap((nodeId) => {
          // One that was left out before it began has none.
          const run = runs.get(nodeId) ?? (runs.size > 0 ? absentNodeRun(graph, row.entry_node_id, nodeId) : undefined)
          return run ? [[nodeId, toNode(run, found.get(nodeId)?.whole_output ?? null)] as const] : []
        }),
      ),
      attempts: [...graph.nodes.keys()].flatMap((nodeId) =>
        attemptsOf(runs.get(nodeId), stored.get(nodeId) ?? []).map((attempt) =>
          toAttempt(attempt, firstLines.get(`${nodeId} ${attempt.start}`) ?? null),
        ),
      ),
      edges: new Map(Object.entries(edgeOutcomes(graph, runs))),
      events: (events.get(row.id) ?? []).flatMap(parseEvents),
    }
  })
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

function toNode(run: NodeRunRow, output: string | null): NodeSnapshot {
  const { nodeId, status, starts, handled, ports, givenBy, inputOverride } = run
  return { nodeId, status, starts, handled, ports, output, givenBy, inputOverride }
}

function toAttempt(attempt: AttemptRow, firstLine: string | null): AttemptSnapshot {
  const { nodeId, start, outcome, workerId, startedAt } = attempt
  return { nodeId, start, outcome, workerId, startedAt: new Date(startedAt), firstLine }
}
