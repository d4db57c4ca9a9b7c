import type { N8nNode, N8nWorkflow } from './n8n-schema.ts'

export const LOOP_TYPE = 'n8n-nodes-base.splitInBatches'
/** What starts the repeated part; it stands in the place of the loop's node and under its name, which gave the item. */
const ITEM_TRIGGER = 'n8n-nodes-base.executeWorkflowTrigger'

export interface ExtractedLoop {
  /** The node that repeated. */
  node: N8nNode
  /** What was repeated, as a workflow of its own. */
  body: N8nWorkflow
}

export interface ExtractedLoops {
  /** Without what the loops repeated: their nodes have their `done` output alone. */
  workflow: N8nWorkflow
  loops: ExtractedLoop[]
}

/**
 * Takes what loops repeat out of a workflow, because one of ours has no way back. A part that others lead into or out of
 * cannot be told from the rest; such a loop stays as it is.
 */
export function extractLoops(source: N8nWorkflow): ExtractedLoops {
  let workflow = source
  const loops: ExtractedLoop[] = []
  for (const { name } of source.nodes.filter(({ type }) => type === LOOP_TYPE)) {
    // It may have gone with the body of a loop around it.
    const node = workflow.nodes.find((candidate) => candidate.name === name)
    const outputs = node && outputsOf(node)
    const body = node && outputs && findBody(workflow, node, outputs.loop)
    if (!body) continue
    loops.push({ node, body: takeBody(workflow, node, body, outputs.loop) })
    workflow = withoutBody(workflow, node, body, outputs.done)
  }
  return { workflow, loops }
}

/** By its version; the first one had an output only for what it repeats. */
function outputsOf({ typeVersion = 1 }: N8nNode): { done: number; loop: number } | undefined {
  if (typeVersion < 2) return undefined
  return typeVersion < 3 ? { loop: 0, done: 1 } : { done: 0, loop: 1 }
}

interface Connection {
  from: string
  kind: string
  output: number
  to: string
}

function connectionsOf({ connections }: N8nWorkflow): Connection[] {
  return Object.entries(connections).flatMap(([from, kinds]) =>
    Object.entries(kinds).flatMap(([kind, outputs]) =>
      outputs.flatMap((targets, output) => (targets ?? []).map(({ node: to }) => ({ from, kind, output, to }))),
    ),
  )
}

/** Names of the nodes that a loop repeats; undefined when they cannot be parted from the others. */
function findBody(workflow: N8nWorkflow, loop: N8nNode, output: number): ReadonlySet<string> | undefined {
  const connections = connectionsOf(workflow)
  const begins = (connection: Connection) =>
    connection.from === loop.name && connection.kind === 'main' && connection.output === output
  const body = new Set(connections.filter(begins).map(({ to }) => to))
  for (const name of body) for (const { from, to } of connections) if (from === name && to !== loop.name) body.add(to)
  // What only serves a node of it, as a model does, has no input and leads nowhere else.
  for (const { name } of workflow.nodes) {
    const own = connections.filter(({ from }) => from === name)
    const isServant = own.length > 0 && own.every(({ kind, to }) => kind !== 'main' && body.has(to))
    if (isServant && !connections.some(({ to }) => to === name)) body.add(name)
  }
  if (body.size === 0 || body.has(loop.name)) return undefined
  const isClosed = connections.every((connection) => {
    if (body.has(connection.from)) return body.has(connection.to) || connection.to === loop.name
    return !body.has(connection.to) || begins(connection)
  })
  return isClosed ? body : undefined
}

function takeBody(source: N8nWorkflow, loop: N8nNode, body: ReadonlySet<string>, output: number): N8nWorkflow {
  const trigger: N8nNode = { name: loop.name, type: ITEM_TRIGGER, parameters: {}, position: loop.position }
  const connections = mapConnections(source, ({ from, to }) => body.has(from) && body.has(to))
  connections[loop.name] = { main: [source.connections[loop.name]?.main?.[output] ?? []] }
  return {
    name: `${source.name ?? 'Imported workflow'}: ${loop.name}`,
    nodes: [trigger, ...source.nodes.filter(({ name }) => body.has(name))],
    connections,
    settings: source.settings,
  }
}

function withoutBody(source: N8nWorkflow, loop: N8nNode, body: ReadonlySet<string>, done: number): N8nWorkflow {
  const connections = mapConnections(source, ({ from, to }) => !body.has(from) && !body.has(to))
  connections[loop.name] = { main: [source.connections[loop.name]?.main?.[done] ?? []] }
  return { ...source, nodes: source.nodes.filter(({ name }) => !body.has(name)), connections }
}

function mapConnections(source: N8nWorkflow, isKept: (ends: { from: string; to: string }) => boolean) {
  const kept: N8nWorkflow['connections'] = {}
  for (const [from, kinds] of Object.entries(source.connections)) {
    const left = Object.entries(kinds).map(([kind, outputs]) => [
      kind,
      outputs.map((targets) => targets?.filter(({ node: to }) => isKept({ from, to })) ?? null),
    ])
    kept[from] = Object.fromEntries(left)
  }
  return kept
}
