import { defineNode, type NodeDescription, type Port } from '@spane/node-sdk'
import { compileGraph, type Workflow, type WorkflowEdge, type WorkflowNode } from '@spane/workflow'
import { z } from 'zod'
import { computePorts } from './node-ports.ts'
import { resolvePositions } from './resolve-positions.ts'
import type { Scene } from './scene.ts'

const MAIN: readonly Port[] = [{ id: 'main' }]

const trigger = defineNode({
  type: 'trigger',
  name: 'Trigger',
  summary: 'Starts.',
  icon: 'play',
  group: 'trigger',
  inputs: [],
  outputs: MAIN,
  config: z.object({}),
  defaults: {},
})
const http = defineNode({
  type: 'http',
  name: 'HTTP request',
  summary: 'Calls a URL.',
  icon: 'globe',
  group: 'action',
  inputs: MAIN,
  outputs: MAIN,
  config: z.object({ url: z.string() }),
  defaults: { url: 'https://example.com' },
})
const branch = defineNode({
  type: 'if',
  name: 'If',
  summary: 'Branches.',
  icon: 'split',
  group: 'flow',
  inputs: MAIN,
  outputs: [{ id: 'true' }, { id: 'false' }],
  config: z.object({}),
  defaults: {},
})
const choose = defineNode({
  type: 'switch',
  name: 'Switch',
  summary: 'Chooses.',
  icon: 'list-tree',
  group: 'flow',
  inputs: MAIN,
  outputs: (config) => Array.from({ length: Number(config.cases) }, (_, index) => ({ id: `case-${index + 1}` })),
  config: z.object({ cases: z.number() }),
  defaults: { cases: 2 },
})
const end = defineNode({
  type: 'end',
  name: 'End',
  summary: 'Ends.',
  icon: 'octagon-x',
  group: 'utility',
  inputs: MAIN,
  outputs: [],
  config: z.object({}),
  defaults: {},
})

export const testTypes: readonly NodeDescription[] = [trigger, http, branch, choose, end]

export function testType(type: string): NodeDescription {
  const description = testTypes.find((candidate) => candidate.type === type)
  if (!description) throw new Error(`No type ${type}`)
  return description
}

export function testNode(id: string, x = 0, y = 0, rest: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, type: 'http', config: {}, position: { x, y }, ...rest }
}

/** `a->b`, or `a:port->b`. */
export function testEdge(id: string): WorkflowEdge {
  const [from = '', target = ''] = id.split('->')
  const [source = '', sourcePort = 'main'] = from.split(':')
  return { id, source, sourcePort, target, targetPort: 'main' }
}

export function testWorkflow(nodes: WorkflowNode[], edges: string[] = []): Workflow {
  return { id: 'test', name: 'Test', nodes, edges: edges.map(testEdge) }
}

export function testScene(workflow: Workflow): Scene {
  const nodeTypes = new Map(testTypes.map((description) => [description.type, description]))
  const graph = compileGraph(workflow)
  const ports = computePorts(graph, nodeTypes)
  return { workflow, graph, nodeTypes, ports, positions: resolvePositions(graph, ports, new Map()) }
}
