import { describe, expect, it } from 'vitest'
import { applyOperations } from '../apply-operations.ts'
import type { Workflow, WorkflowEdge, WorkflowNode } from '../definition.ts'
import { operationsBetween } from '../diff/operations-between.ts'
import type { Operation } from '../operation.ts'
import { mergeWorkflows } from './merge-workflows.ts'

const node = (id: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({ id, type: 't', config: {}, ...more })
const edge = (source: string, target: string): WorkflowEdge => ({
  id: `${source}->${target}`,
  source,
  sourcePort: 'main',
  target,
  targetPort: 'main',
})
const base: Workflow = {
  id: 'w',
  name: 'W',
  nodes: [node('a', { config: { url: 'u', method: 'GET' } }), node('b'), node('c', { position: { x: 0, y: 0 } })],
  edges: [edge('a', 'b'), edge('b', 'c')],
  layout: {
    notes: [{ id: 'n', text: 'one', position: { x: 0, y: 0 }, size: { width: 100, height: 100 } }],
    groups: [{ id: 'g', name: 'G', nodeIds: ['a', 'b'] }],
  },
}
const changed = (...operations: Operation[]): Workflow => applyOperations(base, operations).workflow
const setConfig = (nodeId: string, config: Record<string, unknown>): Operation => ({
  type: 'updateNode',
  nodeId,
  patch: { config },
})
const remove = (nodeId: string): Operation[] => [
  ...base.edges
    .filter(({ source, target }) => source === nodeId || target === nodeId)
    .map(({ id }): Operation => ({ type: 'removeEdge', edgeId: id })),
  { type: 'removeNode', nodeId },
]
const find = (workflow: Workflow, id: string) => workflow.nodes.find((item) => item.id === id)

function merge(mine: Workflow, theirs: Workflow, side?: 'mine' | 'theirs') {
  const merged = mergeWorkflows({ base, mine, theirs, choose: () => side })
  // Whatever comes out can be sent as operations on theirs.
  expect(applyOperations(theirs, operationsBetween(theirs, merged.workflow)).workflow).toEqual(merged.workflow)
  return merged
}

describe('mergeWorkflows', () => {
  it('merges two fields of one config, although an edit carries the whole of it', () => {
    const { workflow, conflicts } = merge(
      changed(setConfig('a', { url: 'mine', method: 'GET' })),
      changed(setConfig('a', { url: 'u', method: 'POST' })),
    )
    expect(conflicts).toEqual([])
    expect(find(workflow, 'a')?.config).toEqual({ url: 'mine', method: 'POST' })
  })

  it('shows mine, theirs and base of a field that both changed, and takes the side that is chosen', () => {
    const mine = changed(setConfig('a', { url: 'mine', method: 'PUT' }))
    const theirs = changed(setConfig('a', { url: 'theirs', method: 'GET' }))
    const { conflicts } = merge(mine, theirs)
    expect(conflicts).toEqual([
      {
        key: '["node","a","config.url"]',
        kind: 'node',
        id: 'a',
        field: 'config.url',
        base: 'u',
        mine: 'mine',
        theirs: 'theirs',
      },
    ])
    expect(find(merge(mine, theirs, 'mine').workflow, 'a')?.config).toEqual({ url: 'mine', method: 'PUT' })
    expect(find(merge(mine, theirs, 'theirs').workflow, 'a')?.config).toEqual({ url: 'theirs', method: 'PUT' })
  })

  it('finds no conflict where both made the same change', () => {
    const both = changed(setConfig('a', { url: 'same' }))
    expect(merge(both, changed(setConfig('a', { url: 'same' })))).toMatchObject({ conflicts: [], workflow: both })
  })

  it('asks when one deleted what the other edited, and brings its edges back with it', () => {
    const mine = changed(setConfig('b', { edited: true }))
    const theirs = changed(...remove('b'))
    const open = merge(mine, theirs)
    expect(open.conflicts).toMatchObject([{ kind: 'node', id: 'b', field: null, theirs: undefined }])
    expect(merge(mine, theirs, 'mine').workflow.edges).toEqual(base.edges)
    expect(merge(mine, theirs, 'theirs').workflow).toEqual(theirs)
    const turned = merge(theirs, mine, 'theirs')
    expect(turned.workflow).toEqual(mine)
    expect(find(merge(theirs, mine, 'mine').workflow, 'b')).toBeUndefined()
  })

  it('counts an edge that was drawn to a node as an edit of it', () => {
    const mine = changed({ type: 'addEdge', edge: edge('a', 'c') })
    const { conflicts } = merge(mine, changed(...remove('c')))
    expect(conflicts).toMatchObject([{ kind: 'node', id: 'c', field: null }])
    expect(merge(mine, changed(...remove('c')), 'mine').workflow.edges).toHaveLength(3)
  })

  it('deletes what the other only moved', () => {
    const moved = changed({ type: 'moveNodes', positions: { c: { x: 5, y: 5 } } })
    expect(merge(changed(...remove('c')), moved)).toMatchObject({ conflicts: [] })
    expect(find(merge(moved, changed(...remove('c'))).workflow, 'c')).toBeUndefined()
  })

  it('keeps two nodes that were added under one id, with what names them', () => {
    const add = (config: Record<string, unknown>): Operation => ({ type: 'addNode', node: node('http', config) })
    const wire: Operation = { type: 'addEdge', edge: edge('c', 'http') }
    const mine = changed(
      add({ name: 'Mine' }),
      wire,
      { type: 'addNode', node: node('user', { config: { x: '{{ nodes.http.output }}' } }) },
      { type: 'addEdge', edge: edge('http', 'user') },
    )
    const { workflow, conflicts, renames } = merge(mine, changed(add({ name: 'Theirs' }), wire))
    expect(conflicts).toEqual([])
    expect(renames.node).toEqual({ http: 'http-2' })
    expect(find(workflow, 'http')?.name).toBe('Theirs')
    expect(find(workflow, 'http-2')?.name).toBe('Mine')
    expect(find(workflow, 'user')?.config).toEqual({ x: '{{ nodes["http-2"].output }}' })
    const ends = workflow.edges.map(({ source, target }) => `${source}->${target}`)
    expect(ends.sort()).toEqual(['a->b', 'b->c', 'c->http', 'c->http-2', 'http-2->user'])
    expect(new Set(workflow.edges.map(({ id }) => id)).size).toBe(5)
  })

  it('draws one edge when both drew it', () => {
    const own: Operation = { type: 'addEdge', edge: { ...edge('a', 'c'), id: 'mine' } }
    const { workflow } = merge(changed(own), changed({ type: 'addEdge', edge: edge('a', 'c') }))
    expect(workflow.edges.map(({ id }) => id)).toEqual(['a->b', 'b->c', 'a->c'])
  })

  it('does not mix the config of one type with that of another', () => {
    const replaced = changed({ type: 'updateNode', nodeId: 'a', patch: { type: 'other', config: { path: 'p' } } })
    const { conflicts } = merge(replaced, changed(setConfig('a', { url: 'x', method: 'GET' })))
    expect(conflicts).toMatchObject([{ field: 'type', mine: { type: 'other', config: { path: 'p' } } }])
  })

  it('merges the nodes of a group as a set, notes by field, and settings by key', () => {
    const mine = changed(
      { type: 'updateGroup', groupId: 'g', patch: { nodeIds: ['a', 'b', 'c'] } },
      { type: 'updateNote', noteId: 'n', patch: { text: 'two' } },
      { type: 'updateWorkflow', patch: { settings: { timeout: 5 } } },
      { type: 'updateNode', nodeId: 'b', patch: { settings: { retries: 2 } } },
    )
    const theirs = changed(
      { type: 'updateGroup', groupId: 'g', patch: { nodeIds: ['b'], name: 'H' } },
      { type: 'updateNote', noteId: 'n', patch: { position: { x: 9, y: 9 } } },
      { type: 'updateWorkflow', patch: { settings: { priority: 1 }, name: 'V' } },
      { type: 'updateNode', nodeId: 'b', patch: { settings: { timeout: 3 } } },
    )
    const { workflow, conflicts } = merge(mine, theirs)
    expect(conflicts).toEqual([])
    expect(workflow).toMatchObject({ name: 'V', settings: { priority: 1, timeout: 5 } })
    expect(workflow.layout).toMatchObject({
      notes: [{ text: 'two', position: { x: 9, y: 9 } }],
      groups: [{ name: 'H', nodeIds: ['b', 'c'] }],
    })
    expect(find(workflow, 'b')?.settings).toEqual({ timeout: 3, retries: 2 })
  })

  it('takes ids and keys for what they are, whatever they are called', () => {
    const odd = Object.fromEntries([
      ['__proto__', 1],
      ['constructor', 2],
    ])
    const { workflow, conflicts } = merge(
      changed({ type: 'addNode', node: node('constructor', { config: odd }) }),
      changed({ type: 'addNode', node: node('constructor', { config: {} }) }),
    )
    expect(conflicts).toEqual([])
    expect(Object.keys(find(workflow, 'constructor-2')?.config ?? {})).toEqual(['__proto__', 'constructor'])
  })
})
