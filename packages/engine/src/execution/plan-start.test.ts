import { compileGraph } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { sketchWorkflow } from '../testing/store-driver.ts'
import { pendingNodeRun } from './pending-node-runs.ts'
import { type PlanRequest, planStart } from './plan-start.ts'
import type { NodeRunRow } from './state.ts'

const EDGES = ['t1>a', 't2>a', 'a>b', 'b>c', 'x>c', 't1>x', 'c>d']
const graph = compileGraph(sketchWorkflow({ edges: EDGES }))

function settled(nodeId: string, change: Partial<NodeRunRow> = {}): NodeRunRow {
  return { ...pendingNodeRun(nodeId, 0), status: 'completed', ports: ['main'], ...change }
}

function source(rows: NodeRunRow[], edges: Record<string, 'delivered' | 'dead'> = {}) {
  return { executionId: 'e1', nodes: rows, edges }
}

function plan(request: Partial<PlanRequest>) {
  const planned = planStart({ graph, entryNodeId: 't1', ...request })
  if ('refusal' in planned) return planned.refusal
  return {
    given: Object.fromEntries(planned.plan?.given.map((result) => [result.nodeId, result.by]) ?? []),
    notRun: Object.fromEntries(planned.plan?.notRun.map(({ nodeId, reason }) => [nodeId, reason]) ?? []),
  }
}

describe('planning a start (8.3)', () => {
  it('needs no plan for a whole run without pinned data', () => {
    expect(planStart({ graph, entryNodeId: 't1' })).toEqual({ plan: undefined })
    expect(planStart({ graph, entryNodeId: 't1', pins: { gone: { output: '1' } } })).toEqual({ plan: undefined })
  })

  it('runs what leads to the last node, and tells what is beyond it from what cannot be reached', () => {
    expect(plan({ to: 'b' })).toEqual({
      given: {},
      notRun: { t2: 'unreachable', c: 'beyond', x: 'beyond', d: 'beyond' },
    })
    expect(plan({ to: 't2' })).toMatchObject({ code: 'NODE_NOT_FOUND', nodeId: 't2' })
  })

  it('does not run what only pinned nodes need', () => {
    expect(plan({ to: 'c', pins: { b: { output: '1' } } })).toEqual({
      given: { b: 'pinned' },
      notRun: { t2: 'unreachable', a: 'not-needed', d: 'beyond' },
    })
  })

  it('runs the node that is asked for although it is pinned', () => {
    expect(plan({ to: 'b', pins: { b: { output: '1' } } })).toMatchObject({ given: {} })
  })

  it('reuses everything that does not come after the first node', () => {
    const rows = ['t1', 'a', 'b', 'x'].map((id) => settled(id))
    const skipped = settled('t2', { status: 'skipped', ports: [] })
    expect(plan({ from: { nodeId: 'c' }, source: source([...rows, skipped]) })).toEqual({
      given: { t1: 'e1', t2: 'e1', a: 'e1', b: 'e1', x: 'e1' },
      notRun: {},
    })
  })

  it('runs a node beside the way that has no result, and refuses one on the way', () => {
    const rows = [settled('t1'), settled('a')]
    expect(plan({ from: { nodeId: 'b' }, source: source(rows) })).toEqual({
      given: { t1: 'e1', a: 'e1' },
      notRun: { t2: 'not-needed' },
    })
    expect(plan({ from: { nodeId: 'c' }, source: source(rows) })).toMatchObject({
      code: 'MISSING_OUTPUT',
      nodeId: 'b',
    })
    expect(plan({ from: { nodeId: 'c' }, pins: { b: { output: '1' } }, source: source(rows) })).toMatchObject({
      code: 'MISSING_OUTPUT',
      nodeId: 'x',
    })
  })

  it('runs one node alone with an edited input, without any other execution', () => {
    expect(plan({ from: { nodeId: 'c', input: '{}' }, to: 'c' })).toEqual({
      given: {},
      notRun: { t1: 'not-needed', t2: 'not-needed', a: 'not-needed', b: 'not-needed', x: 'not-needed', d: 'beyond' },
    })
  })

  it('refuses a first node to which nothing was delivered', () => {
    const rows = [settled('t1'), settled('a', { ports: ['other'] })]
    expect(plan({ from: { nodeId: 'b' }, source: source(rows) })).toMatchObject({
      code: 'MISSING_OUTPUT',
      nodeId: 'b',
    })
  })

  it('takes the outcome of an edge from the source, and decides one that was drawn since by its port', () => {
    const rows = [settled('t1'), settled('a')]
    const planned = planStart({
      graph: compileGraph(sketchWorkflow({ edges: ['t1>a', 'a>b', 'a>new'] })),
      entryNodeId: 't1',
      from: { nodeId: 'new' },
      source: source([...rows, settled('b')], { 'a>b': 'dead' }),
    })
    expect('plan' in planned && planned.plan?.given.find(({ nodeId }) => nodeId === 'a')?.delivered).toEqual(['a>new'])
  })
})
