import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyOperations } from '../apply-operations.ts'
import { canonicalContent } from '../canonical-content.ts'
import type { Workflow, WorkflowEdge, WorkflowNode } from '../definition.ts'
import { diffJson } from './diff-json.ts'
import { diffWorkflows } from './diff-workflows.ts'
import { changeOperations } from './operations-between.ts'
import { isSameContent, summarizeDiff } from './summarize-diff.ts'

const node = (id: string, rest: Partial<WorkflowNode> = {}): WorkflowNode => ({ id, type: 'http', config: {}, ...rest })
const edge = (source: string, target: string, id = `${source}->${target}`): WorkflowEdge => ({
  id,
  source,
  sourcePort: 'main',
  target,
  targetPort: 'main',
})
const workflow = (nodes: WorkflowNode[], rest: Partial<Workflow> = {}): Workflow => ({
  id: 'w',
  name: 'W',
  nodes,
  edges: [],
  ...rest,
})

it('names each field that differs by its path, and nothing that means the same', () => {
  expect(diffJson({ a: [1, { b: 2 }], c: undefined }, { a: [1, { b: 3 }, 4] })).toEqual([
    { path: 'a[1].b', before: 2, after: 3 },
    { path: 'a[2]', before: undefined, after: 4 },
  ])
  expect(diffJson({ constructor: 1 }, {})).toEqual([{ path: 'constructor', before: 1, after: undefined }])
  expect(diffJson(JSON.parse('{"__proto__":1}'), {})).toHaveLength(1)
})

it('tells added, removed, changed and moved apart', () => {
  const before = workflow([node('a'), node('b', { config: { url: 'x' } }), node('c', { position: { x: 0, y: 0 } })])
  const after = workflow([
    node('b', { config: { url: 'y' }, position: { x: 9, y: 9 } }),
    node('c', { position: { x: 5, y: 0 }, disabled: false }),
    node('d'),
  ])
  const diff = diffWorkflows(before, after)
  expect(diff.nodes.added.map(({ id }) => id)).toEqual(['d'])
  expect(diff.nodes.removed.map(({ id }) => id)).toEqual(['a'])
  expect(diff.nodes.changed).toMatchObject([{ item: { id: 'b' }, fields: [{ path: 'config.url' }] }])
  expect(diff.nodes.moved.map(({ id }) => id)).toEqual(['c'])
  expect(summarizeDiff(diff)).toBe('3 nodes changed')
})

it('knows an edge by its ends, whatever its id', () => {
  const nodes = [node('a'), node('b')]
  const before = workflow(nodes, { edges: [edge('a', 'b', 'one')] })
  const diff = diffWorkflows(before, workflow(nodes, { edges: [edge('a', 'b', 'two')] }))
  expect(diff.edges).toEqual({ added: [], removed: [] })
  expect(summarizeDiff(diff)).toBeUndefined()
  expect(summarizeDiff(diffWorkflows(before, workflow(nodes)))).toBe('1 connection changed')
})

it('counts moves apart and last', () => {
  const at = (x: number) => workflow([node('a', { position: { x, y: 0 } })])
  const diff = diffWorkflows(at(0), at(1))
  expect(isSameContent(diff)).toBe(true)
  expect(summarizeDiff(diff)).toBe('1 node moved')
  expect(summarizeDiff(diffWorkflows(at(0), { ...at(1), settings: { priority: 2 } }))).toBe('settings changed')
})

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
const anyWorkflow: fc.Arbitrary<Workflow> = ids.chain((present) => {
  const some = fc.subarray(present)
  return fc
    .record({
      nodes: fc.tuple(
        ...present.map(() =>
          fc.record({
            name: fc.option(fc.constantFrom('N', 'M'), { nil: undefined }),
            config: fc.dictionary(fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 2 })),
            position: fc.option(fc.record({ x: fc.integer({ min: 0, max: 2 }), y: fc.constant(0) }), {
              nil: undefined,
            }),
            disabled: fc.option(fc.boolean(), { nil: undefined }),
          }),
        ),
      ),
      edges: fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4, selector: String }),
      group: some,
      note: fc.option(fc.constantFrom('hello', 'there'), { nil: undefined }),
      entry: fc.option(fc.nat(4), { nil: undefined }),
      priority: fc.option(fc.nat(9), { nil: undefined }),
    })
    .map(({ nodes, edges, group, note, entry, priority }): Workflow => {
      const groups = group.length > 0 ? [{ id: 'g', name: 'G', nodeIds: group }] : []
      const notes = note ? [{ id: 'n', text: note, position: { x: 0, y: 0 }, size: { width: 100, height: 100 } }] : []
      const entryNodeId = entry === undefined ? undefined : present[entry]
      return {
        id: 'w',
        name: 'W',
        nodes: present.map((id, index) => ({
          id,
          type: 'http',
          ...(nodes[index] as object),
          config: nodes[index]?.config ?? {},
        })),
        edges: edges.flatMap(([from, to]) => {
          const [source, target] = [present[from], present[to]]
          return source && target && from !== to ? [edge(source, target)] : []
        }),
        ...(entryNodeId !== undefined && { entryNodeId }),
        ...(priority !== undefined && { settings: { priority } }),
        ...(groups.length + notes.length > 0 && { layout: { notes, groups } }),
      }
    })
})

it('turns any workflow into any other, and back by the inverse', () => {
  fc.assert(
    fc.property(anyWorkflow, anyWorkflow, (from, to) => {
      const operations = changeOperations(from, to)
      const { workflow: result, inverse } = applyOperations(from, operations)
      expect(canonicalContent(result)).toBe(canonicalContent(to))
      expect(canonicalContent(applyOperations(result, inverse).workflow)).toBe(canonicalContent(from))
      expect(changeOperations(result, to)).toEqual([])
    }),
  )
})

it('leaves what both have untouched', () => {
  const shared = node('a')
  const from = workflow([shared, node('b')], { edges: [edge('a', 'b')] })
  const to = workflow([shared, node('c')])
  expect(changeOperations(from, to)).toEqual([
    { type: 'removeEdge', edgeId: 'a->b' },
    { type: 'removeNode', nodeId: 'b' },
    { type: 'addNode', node: node('c'), index: 1 },
  ])
})
