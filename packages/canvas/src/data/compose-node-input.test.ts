import { compileGraph, type Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { composeNodeInput } from './compose-node-input.ts'
import type { DataOrigin, NodeData, NodeOutputData } from './node-data.ts'

const run: DataOrigin = { kind: 'run', executionId: 'e1', startedAt: null }
const lastRun: DataOrigin = { kind: 'last-run', executionId: 'e2', startedAt: null }
const pinned: DataOrigin = { kind: 'pinned' }

const workflow = {
  id: 'w',
  name: 'w',
  nodes: ['a', 'b', 'one', 'two'].map((id) => ({ id, type: 't', config: {} })),
  edges: [
    ['a', 'main', 'one'],
    ['a', 'true', 'two'],
    ['b', 'main', 'two'],
  ].map(([source = '', sourcePort = '', target = '']) => ({
    id: `${source}-${target}`,
    source,
    sourcePort,
    target,
    targetPort: 'main',
  })),
} satisfies Workflow
const graph = compileGraph(workflow)

const text = (value: unknown, truncated = false) => ({ text: JSON.stringify(value), bytes: 1, truncated })
const output = (nodeId: string, value: unknown, more: Partial<NodeOutputData> = {}): NodeOutputData => ({
  nodeId,
  data: text(value),
  perPort: false,
  port: null,
  origin: lastRun,
  ...more,
})
const of = (data: Partial<NodeData>, nodeId = 'one') =>
  composeNodeInput(graph, nodeId, { input: null, outputs: [], ...data })

describe('composeNodeInput', () => {
  it('takes what the run recorded while the parents are the same', () => {
    const input = { data: text(1), parents: ['a'], origin: run }
    expect(of({ input, outputs: [output('a', 2, { origin: pinned })] })).toMatchObject({ text: '1', origins: [run] })
    const rewired = { input: { ...input, parents: ['b'] }, outputs: [output('a', 2)] }
    expect(of(rewired)).toMatchObject({ text: '2', origins: [lastRun] })
  })

  it('takes what is pinned before the last run', () => {
    const input = { data: text(1), parents: ['a'], origin: lastRun }
    expect(of({ input, outputs: [output('a', 2)] })?.text).toBe('1')
    expect(of({ input, outputs: [output('a', 2, { origin: pinned })] })).toMatchObject({ text: '2', origins: [pinned] })
  })

  it('composes several parents by their ids, and says which are missing (4.1)', () => {
    const both = [output('a', { true: 1, false: 2 }, { perPort: true }), output('b', 3, { origin: run })]
    expect(of({ outputs: both }, 'two')).toMatchObject({ text: '{"a":1,"b":3}', origins: [lastRun, run], missing: [] })
    expect(of({ outputs: [output('b', 3)] }, 'two')).toMatchObject({ text: '{"b":3}', missing: ['a'] })
  })

  it('leaves out what is pinned to another port', () => {
    expect(of({ outputs: [output('a', 1, { port: 'true', origin: pinned })] })).toBeUndefined()
  })

  it('knows nothing of a node that nothing came to', () => {
    expect(of({})).toBeUndefined()
  })
})
