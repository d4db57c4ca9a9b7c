import {
  LOG_SEARCH_DEPTH,
  type LogBatch,
  type LogPage,
  type LogQuery,
  type LogRow,
  type StoredLogLine,
} from '@spane/engine'
import type pg from 'pg'
import { type Column, columnValues, timestamp, unnest } from './column-set.ts'
import { plainText } from './row-mapping.ts'

type LogWrite = LogRow & { executionId: string }

const columns: Column<LogWrite>[] = [
  { name: 'execution_id', type: 'uuid', value: (row) => row.executionId },
  { name: 'node_id', type: 'text', value: (row) => row.nodeId },
  { name: 'start', type: 'int4', value: (row) => row.start },
  { name: 'line', type: 'int4', value: (row) => row.line },
  { name: 'at', type: 'time', value: (row) => row.at },
  { name: 'level', type: 'text', value: (row) => row.level },
  { name: 'message', type: 'text', value: (row) => plainText(row.message) },
  { name: 'fields', type: 'text', value: (row) => row.fields },
]

const INSERT = `INSERT INTO node_log (execution_id, node_id, start, line, at, level, message, fields)
  SELECT x.execution_id, x.node_id, x.start, x.line, ${timestamp('x.at', '0')}, x.level, x.message, x.fields
  FROM ${unnest(columns, 'x', 1)}`
/** Executions in the order in which every transaction locks them: the foreign key locks them, too. */
const ORDER = 'ORDER BY x.execution_id, x.node_id, x.start, x.line'

/** Writes what running starts logged; those that lost their node are left out (rule 5.1). */
export async function appendLogs(pool: pg.Pool, batch: readonly LogBatch[]): Promise<void> {
  const rows = batch.flatMap(({ executionId, nodeId, token, lines }) =>
    lines.map((line): LogWrite => ({ ...line, executionId, nodeId, start: token })),
  )
  if (rows.length === 0) return
  await pool.query({
    name: 'append-logs',
    text: `${INSERT}
      JOIN node_run n ON n.execution_id = x.execution_id AND n.node_id = x.node_id
        AND n.status = 'running' AND n.starts = x.start
      ${ORDER} ON CONFLICT DO NOTHING`,
    values: columnValues(columns, rows, 0),
  })
}

/** A page, the newest line first. Goes by the order of one node's lines when one is asked for. */
export async function readLogs(pool: pg.Pool, query: LogQuery): Promise<LogPage> {
  const { levels, text, until, limit } = query
  const behind = linesBehind(query)
  const conditions: string[] = []
  const values = [...behind.values]
  if (levels) conditions.push(`level = ANY($${values.push([...levels])}::text[])`)
  if (text !== undefined) {
    const sought = `$${values.push(plainText(text))}`
    conditions.push(`strpos(lower(message || E'\\n' || COALESCE(fields, '')), lower(${sought})) > 0`)
  }
  if (until !== undefined) conditions.push(`at <= ${timestamp(`$${values.push(until)}::int8`, '0')}`)
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const { rows } = await pool.query(
    `SELECT * FROM (SELECT * ${behind.sql} LIMIT ${LOG_SEARCH_DEPTH}) searched ${filter}
     ORDER BY ${behind.order} LIMIT $${values.push(limit + 1)}`,
    values,
  )
  const lines = rows.slice(0, limit).map(toLogLine)
  if (rows.length > limit) return { lines, next: toLogKey(rows[limit - 1]) }
  if (!filter) return { lines, next: null }
  // Nothing more was found among what was looked at; is there anything behind it?
  const edge = await pool.query(
    `SELECT id, start, line ${behind.sql} OFFSET ${LOG_SEARCH_DEPTH - 1} LIMIT 2`,
    behind.values,
  )
  return { lines, next: edge.rows.length > 1 ? toLogKey(edge.rows[0]) : null }
}

function linesBehind({ executionId, nodeId, before }: LogQuery): { sql: string; order: string; values: unknown[] } {
  const values: unknown[] = [executionId]
  const conditions = ['execution_id = $1']
  if (nodeId === undefined) {
    if (before) conditions.push(`id < $${values.push(before.id)}`)
  } else {
    conditions.push(`node_id = $${values.push(nodeId)}`)
    if (before) conditions.push(`(start, line) < ($${values.push(before.start)}, $${values.push(before.line)})`)
  }
  const order = nodeId === undefined ? 'id DESC' : 'start DESC, line DESC'
  return { sql: `FROM node_log WHERE ${conditions.join(' AND ')} ORDER BY ${order}`, order, values }
}

function toLogKey(raw: Record<string, unknown> | undefined): LogPage['next'] {
  return raw ? { id: String(raw.id), start: raw.start as number, line: raw.line as number } : null
}

function toLogLine(raw: Record<string, unknown>): StoredLogLine {
  return {
    id: String(raw.id),
    nodeId: raw.node_id as string,
    start: raw.start as number,
    line: raw.line as number,
    at: (raw.at as Date).getTime(),
    level: raw.level as StoredLogLine['level'],
    message: raw.message as string,
    fields: raw.fields as string | null,
  }
}
