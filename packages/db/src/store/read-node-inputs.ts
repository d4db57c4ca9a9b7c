import type { InputSource, NodeInput, NodeInputRequest, NodeRunRow } from '@spane/engine'
import { parentsOf, type WorkflowGraph } from '@spane/workflow'
import type pg from 'pg'
import type { NodeKey } from './load-rows.ts'
import { EXECUTION_COLUMNS, isUuid, NODE_RUN_COLUMNS, toExecutionRow, toNodeRunRow } from './row-mapping.ts'

/** Reads what nodes need, in a few statements whatever their number. What a claim has said already is not read again. */
export async function readNodeInputs(
  pool: pg.Pool,
  graphOf: (versionId: string) => Promise<WorkflowGraph>,
  batch: NodeInputRequest[],
): Promise<(NodeInput | undefined)[]> {
  const inputs = new Map<string, NodeInput>()
  const toRead: NodeKey[] = []
  for (const { executionId, nodeId, claimed } of batch) {
    if (claimed && claimed.execution.entryNodeId !== nodeId) {
      const { execution, node } = claimed
      inputs.set(keyOf(executionId, nodeId), { execution, node, executionInput: null, deliveredEdges: [], sources: [] })
    } else if (isUuid(executionId)) {
      toRead.push({ executionId, nodeId })
    }
  }
  for (const input of toRead.length > 0 ? await readNodes(pool, toRead) : []) {
    inputs.set(keyOf(input.execution.id, input.node.nodeId), input)
  }
  const graphs = new Map<string, WorkflowGraph>()
  for (const { execution } of inputs.values()) graphs.set(execution.id, await graphOf(execution.versionId))
  await readParents(pool, [...inputs.values()], graphs)
  return batch.map(({ executionId, nodeId }) => inputs.get(keyOf(executionId, nodeId)))
}

async function readNodes(pool: pg.Pool, keys: NodeKey[]): Promise<NodeInput[]> {
  const { rows } = await pool.query({
    name: 'read-claimed-nodes',
    text: `SELECT ${NODE_RUN_COLUMNS}, ${EXECUTION_COLUMNS},
             CASE WHEN e.entry_node_id = n.node_id THEN COALESCE(e.input, p.body) END AS execution_input
           FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
           JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id
           JOIN execution e ON e.id = k.execution_id
           LEFT JOIN payload p ON p.id = e.input_payload_id AND e.entry_node_id = n.node_id`,
    values: columns(keys),
  })
  return rows.map((raw) => ({
    execution: toExecutionRow(raw),
    node: toNodeRunRow(raw),
    executionInput: raw.execution_input as string | null,
    deliveredEdges: [],
    sources: [],
  }))
}

async function readParents(pool: pg.Pool, inputs: NodeInput[], graphs: Map<string, WorkflowGraph>): Promise<void> {
  const wanted = inputs.map((input) => {
    const graph = graphs.get(input.execution.id) as WorkflowGraph
    const { nodeId } = input.node
    return { input, edges: graph.incoming.get(nodeId) ?? [], parents: parentsOf(graph, nodeId) }
  })
  const edgeKeys = wanted.flatMap(({ input, edges }) =>
    edges.map((edge) => ({ executionId: input.execution.id, nodeId: edge.id })),
  )
  if (edgeKeys.length === 0) return
  const parentKeys = wanted.flatMap(({ input, parents }) =>
    parents.map((nodeId) => ({ executionId: input.execution.id, nodeId })),
  )
  const [edges, parents] = await Promise.all([
    pool.query({
      name: 'read-delivered-edges',
      text: `SELECT o.execution_id, o.edge_id FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, edge_id)
             JOIN edge_outcome o ON o.execution_id = k.execution_id AND o.edge_id = k.edge_id AND o.outcome = 'delivered'`,
      values: columns(edgeKeys),
    }),
    pool.query({
      name: 'read-parents',
      text: `SELECT DISTINCT ON (n.execution_id, n.node_id) n.execution_id, n.node_id, n.status, COALESCE(n.output, p.body) AS output,
               n.output_per_port, n.error
             FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
             JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id
             LEFT JOIN payload p ON p.id = n.output_payload_id`,
      values: columns(parentKeys),
    }),
  ])
  const delivered = new Set(edges.rows.map((raw) => keyOf(raw.execution_id, raw.edge_id)))
  const sources = new Map(parents.rows.map((raw) => [keyOf(raw.execution_id, raw.node_id), toSource(raw)]))
  for (const { input, edges: incoming, parents: ids } of wanted) {
    const executionId = input.execution.id
    input.deliveredEdges = incoming.map((edge) => edge.id).filter((id) => delivered.has(keyOf(executionId, id)))
    input.sources = ids.flatMap((nodeId) => sources.get(keyOf(executionId, nodeId)) ?? [])
  }
}

function toSource(raw: Record<string, unknown>): InputSource {
  return {
    nodeId: raw.node_id as string,
    status: raw.status as NodeRunRow['status'],
    output: raw.output as string | null,
    outputPerPort: raw.output_per_port as boolean,
    error: raw.error as string | null,
  }
}

function columns(keys: NodeKey[]): [string[], string[]] {
  return [keys.map((key) => key.executionId), keys.map((key) => key.nodeId)]
}

function keyOf(executionId: string, nodeId: string): string {
  return `${executionId}\u0000${nodeId}`
}
