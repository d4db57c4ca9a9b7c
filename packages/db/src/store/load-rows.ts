import type { DeadLetterRow, LoadedRows, NodeRunRow, RowsNotLoaded } from '@spane/engine'
import type pg from 'pg'
import { readRunningOfKey } from './concurrency-keys.ts'
import { EXECUTION_COLUMNS, NODE_RUN_COLUMNS, toDeadLetterRow, toExecutionRow, toNodeRunRow } from './row-mapping.ts'

/** Asked for more than this often, a decision gets every row of its execution instead of one more level. */
const MAX_PARTIAL_LOADS = 3

interface Loading extends LoadedRows {
  partialLoads: number
}

export interface NodeKey {
  executionId: string
  nodeId: string
}

/**
 * Locks executions, and loads the rows that decisions are known to need. Locks are taken in id order, so that
 * transactions over several executions cannot wait for each other. The node runs are read by a statement of its own that
 * is sent behind the lock: it must not see them as they were before the lock was granted.
 */
export async function lockExecutions(
  client: pg.ClientBase,
  executionIds: string[],
  keys: NodeKey[],
): Promise<{ now: number; loaded: Map<string, Loading> }> {
  const [locked, nodes] = await Promise.all([
    client.query({
      name: 'lock-executions',
      text: `SELECT ${EXECUTION_COLUMNS}, clock_timestamp() AS now
             FROM execution e WHERE e.id = ANY($1::uuid[]) ORDER BY e.id FOR UPDATE`,
      values: [executionIds],
    }),
    keys.length > 0 ? queryNodes(client, keys) : { rows: [] },
  ])
  const loaded = new Map<string, Loading>()
  let now = 0
  for (const raw of locked.rows) {
    now = Math.max(now, (raw.now as Date).getTime())
    const execution = toExecutionRow(raw)
    loaded.set(execution.id, {
      execution,
      nodes: new Map(),
      // What has not begun has no node runs.
      allNodesLoaded: execution.entryNodeId === null,
      absent: new Set(),
      endedChildren: new Map(),
      partialLoads: 0,
    })
  }
  addNodes(loaded, keys, nodes.rows)
  return { now, loaded }
}

/** Loads all stored node runs of executions: what is not among them is pending. */
export async function loadAllNodes(
  client: pg.ClientBase,
  loaded: Map<string, LoadedRows>,
  executionIds: readonly string[],
): Promise<void> {
  if (executionIds.length === 0) return
  const { rows } = await client.query({
    name: 'load-all-nodes',
    text: `SELECT ${NODE_RUN_COLUMNS} FROM unnest($1::uuid[]) AS k(execution_id)
           JOIN node_run n ON n.execution_id = k.execution_id`,
    values: [executionIds],
  })
  for (const raw of rows) addNode(loaded.get(raw.execution_id), toNodeRunRow(raw))
  for (const executionId of executionIds) {
    const known = loaded.get(executionId)
    if (known) known.allNodesLoaded = true
  }
}

/** Loads node runs by their keys. */
export async function loadNodes(
  client: pg.ClientBase,
  loaded: Map<string, LoadedRows>,
  keys: NodeKey[],
): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await queryNodes(client, keys)
  addNodes(loaded, keys, rows)
}

function queryNodes(client: pg.ClientBase, keys: NodeKey[]) {
  return client.query({
    name: 'load-nodes',
    text: `SELECT ${NODE_RUN_COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
           JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id`,
    values: [keys.map((key) => key.executionId), keys.map((key) => key.nodeId)],
  })
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
  if (request.endedChildrenOf !== undefined) {
    loading.endedChildren.set(
      request.endedChildrenOf,
      await takeEndedChildren(client, executionId, request.endedChildrenOf),
    )
  }
  if (request.runningOfKey) loading.runningOfKey = await readRunningOfKey(client, loading.execution)
  if (request.openNodes || (request.nodeIds && ++loading.partialLoads > MAX_PARTIAL_LOADS)) {
    const result = await client.query(`SELECT ${NODE_RUN_COLUMNS} FROM node_run n WHERE n.execution_id = $1`, [
      executionId,
    ])
    for (const raw of result.rows) addNode(rows, toNodeRunRow(raw))
    loading.allNodesLoaded = true
  } else if (request.nodeIds) {
    await loadNodes(
      client,
      all,
      request.nodeIds.map((nodeId) => ({ executionId, nodeId })),
    )
  }
}

/** Adds what was found of the nodes that were asked for; all others have no row. */
function addNodes(loaded: Map<string, LoadedRows>, keys: NodeKey[], found: Record<string, unknown>[]): void {
  for (const raw of found) addNode(loaded.get(raw.execution_id as string), toNodeRunRow(raw))
  for (const { executionId, nodeId } of keys) {
    const rows = loaded.get(executionId)
    if (rows && !rows.nodes.has(nodeId)) rows.absent.add(nodeId)
  }
}

function addNode(loaded: LoadedRows | undefined, row: NodeRunRow): void {
  if (loaded && !loaded.nodes.has(row.nodeId)) loaded.nodes.set(row.nodeId, row)
}

/** Marks the ended children of a node as counted, in the transaction that counts them. */
async function takeEndedChildren(
  client: pg.ClientBase,
  executionId: string,
  nodeId: string,
): Promise<{ ended: number; failed: number }> {
  const { rows } = await client.query(
    `WITH counted AS (
       UPDATE execution SET parent_notified = true
       WHERE parent_execution_id = $1 AND parent_node_id = $2 AND ended_at IS NOT NULL AND NOT parent_notified
       RETURNING status)
     SELECT count(*)::int AS ended, count(*) FILTER (WHERE status <> 'completed')::int AS failed FROM counted`,
    [executionId, nodeId],
  )
  return rows[0]
}
