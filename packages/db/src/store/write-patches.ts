import { randomUUID } from 'node:crypto'
import {
  type AttemptRow,
  DISPATCH_GRACE_MS,
  type ExecutionPatch,
  type ExecutionRow,
  isTerminal,
  type NodeRunRow,
  type OutboxEntry,
  type OutboxKind,
  outboxExecutionId,
} from '@spane/engine'
import type { ExecutionEvent } from '@spane/realtime'
import type pg from 'pg'
import { type Column, columnValues, timestamp, unnest } from './column-set.ts'
import { insertLogs } from './node-logs.ts'
import { writeLetters } from './write-letters.ts'

/** A larger value stands in a row of its own, so that updates of the node's row do not carry it (rule 4.3). */
export const INLINE_BYTES = 8 * 1024

type In<T> = T & { executionId: string }
type NodeWrite = In<NodeRunRow> & { outputPayloadId: string | null }
interface PayloadWrite {
  id: string
  executionId: string
  body: string
}

const text = <Row>(name: string, value: Column<Row>['value']): Column<Row> => ({ name, type: 'text', value })
const uuid = <Row>(name: string, value: Column<Row>['value']): Column<Row> => ({ name, type: 'uuid', value })
const int = <Row>(name: string, value: Column<Row>['value']): Column<Row> => ({ name, type: 'int4', value })
const bool = <Row>(name: string, value: Column<Row>['value']): Column<Row> => ({ name, type: 'bool', value })
const time = <Row>(name: string, value: Column<Row>['value']): Column<Row> => ({ name, type: 'float8', value })

const executionColumns: Column<ExecutionRow>[] = [
  uuid('id', (row) => row.id),
  text('status', (row) => row.status),
  text('entry_node_id', (row) => row.entryNodeId),
  bool('halted', (row) => row.halted),
  int('open_count', (row) => row.openCount),
  int('active_count', (row) => row.activeCount),
  int('running_count', (row) => row.runningCount),
  int('unhandled_failures', (row) => row.unhandledFailures),
  int('event_seq', (row) => row.eventSeq),
  bool('parent_notified', (row) => row.parentNotified),
  time('started_at', (row) => row.startedAt),
  time('ended_at', (row) => row.endedAt),
]

/** What only executions with a key, a priority or a deadline have; written apart, so that others do not pay for it. */
const flowColumns: Column<ExecutionRow>[] = [
  uuid('id', (row) => row.id),
  text('concurrency_key', (row) => row.concurrencyKey),
  bool('held', (row) => row.held),
  int('priority', (row) => row.priority),
  time('deadline_at', (row) => row.deadlineAt),
  time('paused_at', (row) => row.pausedAt),
  text('reason', (row) => row.reason),
]

const nodeColumns: Column<NodeWrite>[] = [
  uuid('execution_id', (row) => row.executionId),
  text('node_id', (row) => row.nodeId),
  text('status', (row) => row.status),
  int('attempt', (row) => row.attempt),
  int('starts', (row) => row.starts),
  int('lost_starts', (row) => row.lostStarts),
  int('pending_edges', (row) => row.pendingEdges),
  int('delivered_edges', (row) => row.deliveredEdges),
  text('worker_id', (row) => row.workerId),
  time('lease_until', (row) => row.leaseUntil),
  time('ready_at', (row) => row.readyAt),
  time('wake_at', (row) => row.wakeAt),
  bool('resumed', (row) => row.resumed),
  text('wait', (row) => (row.wait === null ? null : JSON.stringify(row.wait))),
  time('limited_since', (row) => row.limitedSince),
  time('started_at', (row) => row.startedAt),
  time('ended_at', (row) => row.endedAt),
  text('input_override', (row) => row.inputOverride),
  text('output', (row) => row.output),
  uuid('output_payload_id', (row) => row.outputPayloadId),
  text('ports', (row) => (row.ports.length === 0 ? null : JSON.stringify(row.ports))),
  bool('output_per_port', (row) => row.outputPerPort),
  text('error', (row) => row.error),
  bool('handled', (row) => row.handled),
  uuid('dead_letter_id', (row) => row.deadLetterId),
]

const attemptColumns: Column<In<AttemptRow>>[] = [
  uuid('execution_id', (row) => row.executionId),
  text('node_id', (row) => row.nodeId),
  int('start', (row) => row.start),
  int('attempt', (row) => row.attempt),
  text('outcome', (row) => row.outcome),
  text('worker_id', (row) => row.workerId),
  time('ready_at', (row) => row.readyAt),
  time('started_at', (row) => row.startedAt),
  time('ended_at', (row) => row.endedAt),
  text('error', (row) => row.error),
]

const edgeColumns: Column<In<ExecutionPatch['edges'][number]>>[] = [
  uuid('execution_id', (row) => row.executionId),
  text('edge_id', (row) => row.edgeId),
  text('outcome', (row) => row.outcome),
]

const eventColumns: Column<In<{ event: ExecutionEvent }>>[] = [
  uuid('execution_id', (row) => row.executionId),
  int('seq', (row) => row.event.seq),
  time('at', (row) => Date.parse(row.event.at)),
  text('body', (row) => JSON.stringify(row.event)),
]

const payloadColumns: Column<PayloadWrite>[] = [
  uuid('id', (row) => row.id),
  uuid('execution_id', (row) => row.executionId),
  int('bytes', (row) => Buffer.byteLength(row.body)),
  text('body', (row) => row.body),
]

interface EndWrite {
  workspaceId: string
  executionId: string
  seq: number
  status: string
  at: number
}

const endColumns: Column<EndWrite>[] = [
  text('workspace_id', (row) => row.workspaceId),
  uuid('execution_id', (row) => row.executionId),
  int('seq', (row) => row.seq),
  text('status', (row) => row.status),
  time('at', (row) => row.at),
]

/** The ends among the changes: of executions that were started by themselves, because a child's is its parent's business. */
function endsOf({ execution, events }: ExecutionPatch): EndWrite[] {
  const { id: executionId, workspaceId, parent } = execution
  if (parent !== null) return []
  return events.flatMap((event) =>
    event.type === 'execution' && isTerminal(event.status)
      ? [{ workspaceId, executionId, seq: event.seq, status: event.status, at: Date.parse(event.at) }]
      : [],
  )
}

const outboxColumns: Column<OutboxEntry>[] = [
  uuid('execution_id', outboxExecutionId),
  text('node_id', (row) => row.nodeId),
  text('kind', (row) => row.kind),
  time('available_at', (row) => (row.kind === 'wake' || row.kind === 'timeout' ? row.at : row.at + DISPATCH_GRACE_MS)),
]

const TIMES = new Set([
  'lease_until',
  'ready_at',
  'wake_at',
  'limited_since',
  'started_at',
  'ended_at',
  'at',
  'created_at',
  'available_at',
  'deadline_at',
  'paused_at',
])

/** The select list that turns a column set back into rows of its table. */
function selectList(columns: readonly { name: string }[], alias: string): string {
  return columns.map(({ name }) => (TIMES.has(name) ? timestamp(`${alias}.${name}`) : `${alias}.${name}`)).join(', ')
}

function names(columns: readonly { name: string }[]): string {
  return columns.map((column) => column.name).join(', ')
}

function insert(table: string, columns: readonly Column<never>[], first: number): string {
  return `INSERT INTO ${table} (${names(columns)}) SELECT ${selectList(columns, 'x')} FROM ${unnest(columns, 'x', first)}`
}

/** `output` and `input_override` are not loaded for decisions: null means unchanged, and neither is ever cleared. */
const KEPT = new Set(['output', 'output_payload_id', 'input_override'])

function assignments(columns: readonly Column<never>[], keys: readonly string[], table: string): string {
  return columns
    .filter(({ name }) => !keys.includes(name))
    .map(({ name }) => {
      const value = TIMES.has(name) ? timestamp(`x.${name}`) : `x.${name}`
      return `${name} = ${KEPT.has(name) ? `COALESCE(${value}, ${table}.${name})` : value}`
    })
    .join(', ')
}

interface Part {
  name: string
  columns: readonly Column<never>[]
  sql: (first: number) => string
}

const part = <Row>(name: string, columns: Column<Row>[], sql: (first: number) => string): Part => ({
  name,
  columns: columns as unknown as Column<never>[],
  sql,
})
const erased = <Row>(columns: Column<Row>[]) => columns as unknown as Column<never>[]

const PARTS: Part[] = [
  part(
    'executions',
    executionColumns,
    (first) =>
      `UPDATE execution SET ${assignments(erased(executionColumns), ['id'], 'execution')}
     FROM ${unnest(executionColumns, 'x', first)} WHERE execution.id = x.id`,
  ),
  part('inserted_nodes', nodeColumns, (first) => insert('node_run', erased(nodeColumns), first)),
  part(
    'updated_nodes',
    nodeColumns,
    (first) =>
      `UPDATE node_run SET ${assignments(erased(nodeColumns), ['execution_id', 'node_id'], 'node_run')}
     FROM ${unnest(nodeColumns, 'x', first)}
     WHERE node_run.execution_id = x.execution_id AND node_run.node_id = x.node_id`,
  ),
  part('attempts', attemptColumns, (first) => insert('attempt', erased(attemptColumns), first)),
  part('edges', edgeColumns, (first) => insert('edge_outcome', erased(edgeColumns), first)),
  part('events', eventColumns, (first) => insert('event', erased(eventColumns), first)),
  part('payloads', payloadColumns, (first) => insert('payload', erased(payloadColumns), first)),
  // Only where somebody listens: elsewhere an end costs a look at an index that is empty.
  part(
    'ends',
    endColumns,
    (first) =>
      `${insert('execution_end', erased(endColumns), first)}
     WHERE EXISTS (SELECT FROM trigger t WHERE t.workspace_id = x.workspace_id AND t.kind = 'execution')`,
  ),
]

/** One statement for all tables: a round trip of its own for each would cost more than the work. */
const STATEMENT = buildStatement()

function buildStatement(): string {
  let next = 1
  const parts = PARTS.map(({ name, columns, sql }) => {
    const first = next
    next += columns.length
    return `${name} AS (${sql(first)})`
  })
  return `WITH ${parts.join(',\n')}
    INSERT INTO outbox (${names(outboxColumns)})
    SELECT ${selectList(outboxColumns, 'x')} FROM ${unnest(outboxColumns, 'x', next)}
    RETURNING id, execution_id, node_id, kind`
}

export interface WrittenOutboxRow {
  id: string
  execution_id: string
  node_id: string
  kind: OutboxKind
}

/**
 * Writes the patches of a transaction; returns the new rows of the outbox. All statements are sent at once, in order, so
 * that a COMMIT may follow them without waiting.
 */
export async function writePatches(client: pg.ClientBase, patches: ExecutionPatch[]): Promise<WrittenOutboxRow[]> {
  const payloads: PayloadWrite[] = []
  const of = <T>(pick: (patch: ExecutionPatch) => T[]): In<T>[] =>
    patches.flatMap((patch) => pick(patch).map((row) => ({ ...row, executionId: patch.execution.id })))
  const withPayload = (row: In<NodeRunRow>): NodeWrite => {
    if (row.output === null || row.output.length <= INLINE_BYTES) return { ...row, outputPayloadId: null }
    const id = randomUUID()
    payloads.push({ id, executionId: row.executionId, body: row.output })
    return { ...row, output: null, outputPayloadId: id }
  }
  const inserted = of((patch) => patch.insertedNodes).map(withPayload)
  const updated = of((patch) => patch.updatedNodes).map(withPayload)
  const events = of((patch) => patch.events.map((event) => ({ event })))
  const cleared = patches.filter((patch) => patch.clearOutbox).map((patch) => patch.execution.id)
  // Sent, not waited for: the caller sends COMMIT right behind what this function sends before its first wait.
  const deleted = cleared.length > 0 ? deleteOutboxOf(client, cleared) : undefined
  const logs = of((patch) => patch.logs)
  const logged = logs.length > 0 ? insertLogs(client, logs) : undefined
  const flows = patches.filter((patch) => patch.flowChanged).map((patch) => patch.execution)
  const flowed = flows.length > 0 ? updateFlows(client, flows) : undefined
  const values = [
    ...columnValues(
      executionColumns,
      patches.map((patch) => patch.execution),
    ),
    ...columnValues(nodeColumns, inserted),
    ...columnValues(nodeColumns, updated),
    ...columnValues(
      attemptColumns,
      of((patch) => patch.attempts),
    ),
    ...columnValues(
      edgeColumns,
      of((patch) => patch.edges),
    ),
    ...columnValues(eventColumns, events),
    ...columnValues(payloadColumns, payloads),
    ...columnValues(endColumns, patches.flatMap(endsOf)),
    ...columnValues(
      outboxColumns,
      patches.flatMap((patch) => patch.outbox),
    ),
  ]
  const written = client.query<WrittenOutboxRow>({ name: 'write-patches', text: STATEMENT, values })
  const [{ rows }] = await Promise.all([written, writeLetters(client, patches), deleted, logged, flowed])
  return rows
}

function updateFlows(client: pg.ClientBase, executions: ExecutionRow[]): Promise<unknown> {
  return client.query({
    name: 'update-flows',
    text: `UPDATE execution SET ${assignments(erased(flowColumns), ['id'], 'execution')}
           FROM ${unnest(flowColumns, 'x', 1)} WHERE execution.id = x.id`,
    values: columnValues(flowColumns, executions),
  })
}

/** In id order, like every deletion from the outbox, so that two of them cannot wait for each other. */
function deleteOutboxOf(client: pg.ClientBase, executionIds: string[]): Promise<unknown> {
  return client.query(
    `DELETE FROM outbox WHERE id IN
       (SELECT id FROM outbox WHERE execution_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)`,
    [executionIds],
  )
}
