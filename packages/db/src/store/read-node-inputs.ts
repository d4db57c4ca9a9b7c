import {
  absentNodeRun,
  type EdgeSource,
  edgeOutcome,
  type InputSource,
  type NodeInput,
  type NodeInputRequest,
  type NodeRunRow,
} from '@spane/engine'
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
  for (const input of toRead.length > 0 ? await readNodes(pool, graphOf, toRead) : []) {
    inputs.set(keyOf(input.execution.id, input.node.nodeId), input)
  }
  const graphs = new Map<string, WorkflowGraph>()
  for (const { execution } of inputs.values()) graphs.set(execution.id, await graphOf(execution.versionId))
  await readParents(pool, [...inputs.values()], graphs)
  return batch.map(({ executionId, nodeId }) => inputs.get(keyOf(executionId, nodeId)))
}

async function readNodes(
  pool: pg.Pool,
  graphOf: (versionId: string) => Promise<WorkflowGraph>,
  keys: NodeKey[],
): Promise<NodeInput[]> {
  const { rows } = await pool.query({
    name: 'read-claimed-nodes',
    text: `SELECT ${NODE_RUN_COLUMNS}, ${EXECUTION_COLUMNS}, k.node_id AS asked,
             CASE WHEN e.entry_node_id = k.node_id THEN COALESCE(e.input, p.body) END AS execution_input
           FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
           JOIN execution e ON e.id = k.execution_id
           LEFT JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id
           LEFT JOIN payload p ON p.id = e.input_payload_id AND e.entry_node_id = k.node_id`,
    values: columns(keys),
  })
  const inputs: NodeInput[] = []
  for (const raw of rows) {
    const execution = toExecutionRow(raw)
    const graph = await graphOf(execution.versionId)
    const node = raw.node_id === null ? absentNodeRun(graph, execution.entryNodeId, raw.asked) : toNodeRunRow(raw)
    const executionInput = raw.execution_input as string | null
    if (node) inputs.push({ execution, node, executionInput, deliveredEdges: [], sources: [] })
  }
  return inputs
}

async function readParents(pool: pg.Pool, inputs: NodeInput[], graphs: Map<string, WorkflowGraph>): Promise<void> {
  const wanted = inputs.map((input) => {
    const graph = graphs.get(input.execution.id) as WorkflowGraph
    const { nodeId } = input.node
    return { input, edges: graph.incoming.get(nodeId) ?? [], parents: parentsOf(graph, nodeId) }
  })
  const parentKeys = wanted.flatMap(({ input, parents }) =>
    parents.map((nodeId) => ({ executionId: input.execution.id, nodeId })),
  )
  if (parentKeys.length === 0) return
  const { rows } = await pool.query({
    name: 'read-parents',
    text: `SELECT DISTINCT ON (n.execution_id, n.node_id) n.execution_id, n.node_id, n.status, n.handled, n.ports, n.delivered,
             COALESCE(n.output, p.body) AS output, n.output_per_port, n.error
           FROM unnest($1::uuid[], $2::text[]) AS k(execution_id, node_id)
           JOIN node_run n ON n.execution_id = k.execution_id AND n.node_id = k.node_id
           LEFT JOIN payload p ON p.id = n.output_payload_id`,
    values: columns(parentKeys),
  })
  const sources = new Map(rows.map((raw) => [keyOf(raw.execution_id, raw.node_id), toSource(raw)]))
  for (const { input, edges, parents } of wanted) {
    const sourceOf = (nodeId: string) => sources.get(keyOf(input.execution.id, nodeId))
    input.deliveredEdges = edges
      .filter((edge) => edgeOutcome(edge, sourceOf(edge.source)?.edges) === 'delivered')
      .map((edge) => edge.id)
    input.sources = parents.flatMap((nodeId) => sourceOf(nodeId)?.source ?? [])
  }
}

function toSource(raw: Record<string, unknown>): { source: InputSource; edges: EdgeSource } {
  const status = raw.status as NodeRunRow['status']
  return {
    source: {
      nodeId: raw.node_id as string,
      status,
      output: raw.output as string | null,
      outputPerPort: raw.output_per_port as boolean,
      error: raw.error as string | null,
    },
    edges: {
      status,
      handled: raw.handled as boolean,
      ports: raw.ports === null ? [] : (JSON.parse(raw.ports as string) as string[]),
      delivered: raw.delivered === null ? null : (JSON.parse(raw.delivered as string) as string[]),
    },
  }
}

function columns(keys: NodeKey[]): [string[], string[]] {
  return [keys.map((key) => key.executionId), keys.map((key) => key.nodeId)]
}

function keyOf(executionId: string, nodeId: string): string {
  return `${executionId}\u0000${nodeId}`
}
