import { type Column, timestamp, unnest } from './column-set.ts'
import {
  attemptColumns,
  createdColumns,
  endColumns,
  eventColumns,
  executionCore,
  executionGroups,
  logColumns,
  nodeCore,
  nodeGroups,
  nodeKeys,
  outboxColumns,
  payloadColumns,
} from './write-columns.ts'

/**
 * How the executions of a statement are protected. `locked`: the transaction holds them. `guarded`: each is written, with
 * all its rows, only while it still is what the decision was made on. `created`: they are new, and one that exists already
 * is left out.
 */
export type WriteMode = 'locked' | 'guarded' | 'created'

/** Which tables a statement writes, and which of their columns: a bit a column group, absent for a table without rows. */
export interface StatementShape {
  mode: WriteMode
  executions: number
  insertedNodes?: number
  updatedNodes?: number
  attempts: boolean
  events: boolean
  logs: boolean
  payloads: boolean
  ends: boolean
  outbox: boolean
}

export interface WriteStatement {
  name: string
  text: string
}

/** Stands for the execution's end in place of the time of its next check. */
export const NO_CHECK = -1
/** A decision's idea of the time may be so far from the database's, or it is made again. */
const CLOCK_TOLERANCE_MS = 1_000

const statements = new Map<string, WriteStatement>()

/** The columns of a table's rows in a statement of this shape, in the order of their parameters. */
export function columnsOf(shape: StatementShape) {
  const some = <Row>(groups: readonly { columns: Column<Row>[] }[], mask = 0): Column<Row>[] =>
    groups.flatMap(({ columns }, index) => (mask & (1 << index) ? columns : []))
  return {
    executions: [...executionCore, ...some(executionGroups, shape.executions)],
    created: createdColumns,
    insertedNodes: [...nodeKeys, ...nodeCore, ...some(nodeGroups, shape.insertedNodes)],
    updatedNodes: [...nodeKeys, ...nodeCore, ...some(nodeGroups, shape.updatedNodes)],
    attempts: attemptColumns,
    events: eventColumns,
    logs: logColumns,
    payloads: payloadColumns,
    ends: endColumns,
    outbox: outboxColumns,
  }
}

/**
 * One statement for all tables: a round trip of its own for each would cost more than the work. `$1` is the time of the
 * decision in milliseconds since the epoch, `$2` the ids of the executions, to which all rows refer by their place in it;
 * then come the columns. Statements of the same shape are the same one, so that it is prepared once a connection.
 */
export function writeStatement(shape: StatementShape): WriteStatement {
  const key = JSON.stringify(shape)
  const known = statements.get(key)
  if (known) return known
  const statement = { name: `write-${statements.size}`, text: buildText(shape) }
  statements.set(key, statement)
  return statement
}

function buildText(shape: StatementShape): string {
  const columns = columnsOf(shape)
  const { mode } = shape
  let next = 3
  const values = (of: readonly Column<never>[]) => {
    const first = next
    next += of.length
    return unnest(of, 'x', first)
  }
  const guard = mode === 'locked' ? 'true' : `CASE WHEN ${ID} IN (SELECT id FROM executions) THEN true END`
  const insert = (table: string, of: readonly Column<never>[], more: Record<string, string> = { execution_id: ID }) => {
    const own = of.filter(({ name }) => name !== 'nth')
    return `INSERT INTO ${table} (${[...Object.keys(more), ...own.map(({ name }) => name)].join(', ')})
      SELECT ${[...Object.values(more), ...own.map(selected)].join(', ')} FROM ${values(of)} WHERE ${guard}`
  }
  const parts: string[] = [
    mode === 'created'
      ? `executions AS (${createExecutions(columns.created, values(columns.created))})`
      : `executions AS (${updateExecutions(columns.executions, values(columns.executions), mode)})`,
  ]
  const add = (present: unknown, name: string, sql: () => string) => {
    if (present) parts.push(`${name} AS (${sql()})`)
  }
  add(shape.insertedNodes !== undefined, 'inserted_nodes', () => insert('node_run', columns.insertedNodes))
  add(shape.updatedNodes !== undefined, 'updated_nodes', () => {
    const keys = new Set(nodeKeys.map(({ name }) => name))
    const changed = columns.updatedNodes.filter(({ name }) => !keys.has(name))
    return `UPDATE node_run SET ${changed.map(assignment).join(', ')} FROM ${values(columns.updatedNodes)}
      WHERE node_run.execution_id = ${ID} AND node_run.node_id = x.node_id AND ${guard}`
  })
  add(shape.attempts, 'attempts', () => insert('attempt', columns.attempts))
  add(shape.events, 'events', () => insert('event', columns.events, { execution_id: ID, at: timestamp('0') }))
  // A line may stand there already when its first writing was not acknowledged.
  add(
    shape.logs,
    'logs',
    () => `${insert('node_log', columns.logs)} ON CONFLICT (execution_id, node_id, start, line)
      DO UPDATE SET at = EXCLUDED.at, level = EXCLUDED.level, message = EXCLUDED.message, fields = EXCLUDED.fields`,
  )
  add(shape.payloads, 'payloads', () => insert('payload', columns.payloads))
  // Only where somebody listens: elsewhere an end costs a look at an index that is empty.
  add(shape.ends, 'ends', () => {
    const listened = `EXISTS (SELECT FROM trigger t WHERE t.workspace_id = x.workspace_id AND t.kind = 'execution')`
    return `${insert('execution_end', columns.ends, { execution_id: ID, at: timestamp('0') })} AND ${listened}`
  })
  add(shape.outbox, 'queued', () => `${insert('outbox', columns.outbox, {})} RETURNING id, execution_id, node_id, kind`)
  const queued = `SELECT NULL AS missing, id, execution_id, node_id, kind FROM queued`
  // The executions that were not written are named only when there are any.
  const missing = `SELECT array_to_string(array_agg(asked), ' ') AS missing,
      NULL::int8 AS id, NULL::uuid AS execution_id, NULL AS node_id, NULL AS kind
    FROM unnest($2::uuid[]) asked WHERE CASE WHEN asked IN (SELECT id FROM executions) THEN false ELSE true END HAVING count(*) > 0`
  const answers = [...(shape.outbox ? [queued] : []), ...(mode === 'locked' ? [] : [missing])]
  return `WITH ${parts.join(',\n')}\n${answers.join('\nUNION ALL ') || 'SELECT WHERE false'}`
}

/** The execution of a row. */
const ID = '($2::uuid[])[x.nth]'

function selected({ name, type }: Column<never>): string {
  return type === 'time' ? timestamp(`x.${name}`) : `x.${name}`
}

/** These are not loaded for decisions: null means unchanged, and none is ever cleared. */
const KEPT = new Set(['output', 'output_payload_id', 'input_override'])

function assignment(column: Column<never>): string {
  const { name } = column
  const value = selected(column)
  if (KEPT.has(name)) return `${name} = COALESCE(${value}, node_run.${name})`
  // Renewed by a statement of its own, which no decision sees.
  if (name === 'lease_until')
    return `lease_until = CASE WHEN node_run.status = 'running' AND x.status = 'running' THEN GREATEST(${value}, node_run.lease_until) ELSE ${value} END`
  return `${name} = ${value}`
}

function updateExecutions(columns: readonly Column<never>[], values: string, mode: WriteMode): string {
  const assignments = columns.map((column) => {
    if (column.name !== 'check_by') return `${column.name} = ${selected(column)}`
    return `check_at = CASE WHEN x.check_by = ${NO_CHECK} THEN NULL ELSE LEAST(execution.check_at, ${timestamp('x.check_by')}) END`
  })
  const guard =
    mode === 'locked'
      ? ''
      : `AND execution.revision = x.revision - 1
         AND abs(extract(epoch FROM clock_timestamp())::float8 * 1000 - $1::float8) < ${CLOCK_TOLERANCE_MS}`
  // Rows are taken in the order of the ids, so that two statements cannot wait for each other.
  return `UPDATE execution SET ${assignments.join(', ')}
    FROM ${values.replace('unnest(', 'unnest($2::uuid[], ').replace('AS x(', 'AS x(id, ')}
    WHERE execution.id = x.id ${guard} RETURNING execution.id`
}

function createExecutions(columns: readonly Column<never>[], values: string): string {
  return `INSERT INTO execution (id, ${columns.map(({ name }) => name).join(', ')})
    SELECT x.id, ${columns.map(selected).join(', ')}
    FROM ${values.replace('unnest(', 'unnest($2::uuid[], ').replace('AS x(', 'AS x(id, ')}
    ON CONFLICT DO NOTHING RETURNING id`
}
