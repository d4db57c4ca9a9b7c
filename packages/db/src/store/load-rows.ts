import type { DeadLetterRow, LoadedRows, NodeRunRow, RowsNotLoaded } from '@spane/engine'
import type pg from 'pg'
import { EXECUTION_COLUMNS, NODE_RUN_COLUMNS, toDeadLetterRow, toExecutionRow, toNodeRunRow } from './row-mapping.ts'

/** Asked for more than this often, a decision gets every row of its execution instead of one more level. */
const MAX_PARTIAL_LOADS = 3

interface Loading extends LoadedRows {
  partialLoads: number
}

/**
 * Locks executions and loads their rows for decisions. Locks are taken in id order, so that transactions over several
 * executions cannot wait for each other.
 */
export async function lockExecutions(
  client: pg.ClientBase,
  executionIds: string[],
): Promise<{ now: number; loaded: Map<string, Loading> }> {
  const { rows } = await client.query({
    name: 'lock-executions',
    text: `SELECT ${EXECUTION_COLUMNS}, clock_timestamp() AS now
           FROM execution e WHERE e.id = ANY($1::uuid[]) ORDER BY e.id FOR UPDATE`,
    values: [executionIds],
  })
  const loaded = new Map<string, Loading>()
  let now = 0
  for (const raw of rows) {
    now = Math.max(now, (raw.now as Date).getTime())
    const execution = toExecutionRow(raw)
    loaded.set(execution.id, { execution, nodes: new Map(), openNodesLoaded: false, partialLoads: 0 })
  }
  return { now, loaded }
}

/** Loads node runs by their keys. */
export async function loadNodes(
  client: pg.ClientBase,
  loaded: Map<string, LoadedRows>,
  keys: { executionId: string; nodeId: string }[],
): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await client.query({
    name: 'load-nodes',
    text: `SELECT ${NODE_RUN_COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
           JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id`,
    values: [keys.map((key) => key.executionId), keys.map((key) => key.nodeId)],
  })
  for (const raw of rows) addNode(loaded.get(raw.execution_id), toNodeRunRow(raw))
}

/** Loads what a decision asked for. */
export async function loadMore(
  client: pg.ClientBase,
  rows: LoadedRows,
  request: RowsNotLoaded['request'],
): Promise<void> {
  const loading = rows as Loading
  const executionId = loading.execution.id
  const all = new Map([[executionId, rows]])
  if (request.letters) {
    const { rows: letters } = await client.query(`SELECT * FROM dead_letter WHERE execution_id = $1`, [executionId])
    loading.letters = new Map(
      letters.map(toDeadLetterRow).map((letter): [string, DeadLetterRow] => [letter.nodeId, letter]),
    )
  }
  if (request.openNodes || (request.nodeIds && ++loading.partialLoads > MAX_PARTIAL_LOADS)) {
    const result = await client.query(`SELECT ${NODE_RUN_COLUMNS} FROM node_run n WHERE n.execution_id = $1`, [
      executionId,
    ])
    for (const raw of result.rows) addNode(rows, toNodeRunRow(raw))
    loading.openNodesLoaded = true
  } else if (request.nodeIds) {
    await loadNodes(
      client,
      all,
      request.nodeIds.map((nodeId) => ({ executionId, nodeId })),
    )
    const missing = request.nodeIds.find((nodeId) => !rows.nodes.has(nodeId))
    if (missing !== undefined) throw new Error(`Node run ${missing} of execution ${executionId} does not exist`)
  }
}

function addNode(loaded: LoadedRows | undefined, row: NodeRunRow): void {
  if (loaded && !loaded.nodes.has(row.nodeId)) loaded.nodes.set(row.nodeId, row)
}
