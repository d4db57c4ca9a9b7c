import { describe, expect, it } from 'vitest'
import type { Workflow } from './definition.ts'
import { normalizeWorkflow } from './normalize-workflow.ts'
import type { Problem } from './problem.ts'

function workflowOf(input: unknown): Workflow {
  const result = normalizeWorkflow(input)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.workflow
}

function problemsOf(input: unknown): Problem[] {
  const result = normalizeWorkflow(input)
  return 'problems' in result ? result.problems : []
}

const head = { id: 'w', name: 'W' }

describe('the form with edges', () => {
  it('fills in ports and the ids of edges', () => {
    const workflow = workflowOf({
      ...head,
      nodes: [
        { id: 'a', type: 't' },
        { id: 'b', type: 't' },
      ],
      edges: [
        { source: 'a', target: 'b' },
        { id: 'mine', source: 'a', sourcePort: 'true', target: 'b' },
      ],
    })
    expect(workflow.nodes[0]).toEqual({ id: 'a', type: 't', config: {} })
    expect(workflow.edges).toEqual([
      { id: 'a->b', source: 'a', sourcePort: 'main', target: 'b', targetPort: 'main' },
      { id: 'mine', source: 'a', sourcePort: 'true', target: 'b', targetPort: 'main' },
    ])
  })

  it('is the same after a second time', () => {
    const once = workflowOf({ ...head, nodes: [{ id: 'a', type: 't', config: { timeout: 5 } }] })
    expect(workflowOf(JSON.parse(JSON.stringify(once)))).toEqual(once)
  })

  it('refuses nodes that list connections, too', () => {
    const nodes = [
      { id: 'a', type: 't', outputs: ['b'] },
      { id: 'b', type: 't', inputs: ['a'] },
    ]
    expect(problemsOf({ ...head, nodes, edges: [] }).map(({ code }) => code)).toEqual(['BAD_SHAPE', 'BAD_SHAPE'])
  })
})

describe('the list form', () => {
  it('becomes edges', () => {
    const workflow = workflowOf({
      ...head,
      entryNodeId: 'a',
      nodes: [
        {
          id: 'a',
          type: 'if',
          config: {},
          inputs: [],
          outputs: [{ node: 'b', port: 'true' }, { node: 'b', port: 'false' }, 'c'],
        },
        { id: 'b', type: 't', config: {}, inputs: ['a'], outputs: [] },
        { id: 'c', type: 't', config: {}, inputs: ['a'], outputs: [] },
      ],
    })
    expect(workflow.edges.map(({ id, sourcePort }) => [id, sourcePort])).toEqual([
      ['a:true->b', 'true'],
      ['a:false->b', 'false'],
      ['a->c', 'main'],
    ])
    expect(workflow.nodes[1]).not.toHaveProperty('inputs')
  })

  it('must name a connection at both ends', () => {
    const nodes = [
      { id: 'a', type: 't', outputs: ['b'] },
      { id: 'b', type: 't', inputs: ['c'] },
      { id: 'c', type: 't' },
    ]
    expect(problemsOf({ ...head, nodes }).map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['ONE_SIDED_EDGE', 'b'],
      ['ONE_SIDED_EDGE', 'a'],
    ])
  })

  it('reports unknown and doubled ends', () => {
    const nodes = [
      { id: 'a', type: 't', outputs: ['b', 'b', 'x'], inputs: ['y'] },
      { id: 'b', type: 't', inputs: ['a', 'a'] },
    ]
    expect(problemsOf({ ...head, nodes }).map(({ code }) => code)).toEqual([
      'DUPLICATE_EDGE',
      'UNKNOWN_NODE',
      'UNKNOWN_NODE',
      'DUPLICATE_EDGE',
    ])
  })
})

describe('timeout and retries in a config', () => {
  const node = { id: 'a', type: 't', config: { timeout: 500, retries: 0, url: 'x' } }

  it('are lifted into the settings', () => {
    expect(workflowOf({ ...head, nodes: [node] }).nodes[0]).toEqual({
      id: 'a',
      type: 't',
      config: { url: 'x' },
      settings: { timeout: 500, retries: 0 },
    })
  })

  it('are a problem when the settings give them, too', () => {
    const problems = problemsOf({ ...head, nodes: [{ ...node, settings: { timeout: 500 } }] })
    expect(problems).toMatchObject([{ code: 'DUPLICATE_SETTING', nodeId: 'a', path: 'config.timeout' }])
  })

  it('are checked', () => {
    const problems = problemsOf({ ...head, nodes: [{ ...node, config: { timeout: 'soon', retries: -1 } }] })
    expect(problems.map(({ path }) => path)).toEqual(['config.timeout', 'config.retries'])
  })

  it('stay where the node type has a field of that name', () => {
    const types = { get: () => ({ hasConfigField: (name: string) => name === 'timeout' }) }
    const result = normalizeWorkflow({ ...head, nodes: [node] }, types)
    expect(result).toMatchObject({ workflow: { nodes: [{ config: { timeout: 500 }, settings: { retries: 0 } }] } })
  })
})

describe('bad input', () => {
  it.each([[null], [1], ['x'], [[]], [undefined], [new Date()]])('says that %j is no workflow', (input) => {
    expect(problemsOf(input)).toMatchObject([{ code: 'BAD_SHAPE', severity: 'error' }])
  })

  it('reports everything at once, with the place and a sentence', () => {
    const problems = problemsOf({
      id: '',
      name: 5,
      nodes: [
        { id: 'ok', type: 't', settings: { retries: 1.5, join: 'most' } },
        { type: 't' },
        'node',
        { id: 'x'.repeat(10_000), type: 't' },
        { id: '__proto__', type: 't' },
        { id: 'c', type: 't', config: [] },
      ],
      edges: [{ source: 'ok' }, 7],
    })
    expect(problems.map(({ path, message }) => `${path} — ${message}`)).toMatchInlineSnapshot(`
      [
        "id — An id may not be empty.",
        "name — "name" must be text.",
        "nodes[0].settings.retries — "nodes[0].settings.retries" must be a whole number.",
        "nodes[0].settings.join — "nodes[0].settings.join" must be one of "some", "all", "any".",
        "nodes[1].id — "nodes[1].id" is missing.",
        "nodes[2] — "nodes[2]" must be an object.",
        "nodes[3].id — An id has at most 200 characters.",
        "nodes[4].id — An id may not be "__proto__".",
        "nodes[5].config — The config must be an object.",
        "edges[0].target — "edges[0].target" is missing.",
        "edges[1] — "edges[1]" must be an object.",
      ]
    `)
    expect(problems[2]).toMatchObject({ nodeId: 'ok' })
  })

  it('takes odd but harmless ids as they are', () => {
    const ids = ['constructor', 'toString', 'a:b', '../x', 'ünï', ' ', '->', 'a%3ab']
    const nodes = ids.map((id) => ({ id, type: 't' }))
    const edges = ids.flatMap((source) => ids.filter((id) => id !== source).map((target) => ({ source, target })))
    const workflow = workflowOf({ ...head, nodes, edges })
    expect(new Set(workflow.edges.map(({ id }) => id)).size).toBe(edges.length)
  })

  it('keeps own __proto__ keys of a config without following them', () => {
    const config = JSON.parse('{"__proto__":{"a":1}}')
    expect(JSON.stringify(workflowOf({ ...head, nodes: [{ id: 'a', type: 't', config }] }).nodes[0]?.config)).toBe(
      '{"__proto__":{"a":1}}',
    )
  })

  it('refuses a config that is nested too deep or is no JSON', () => {
    let deep: unknown = {}
    for (let i = 0; i < 100_000; i++) deep = { deep }
    const nodes = [
      { id: 'a', type: 't', config: { deep } },
      { id: 'b', type: 't', config: { n: NaN } },
    ]
    expect(problemsOf({ ...head, nodes }).map(({ path }) => path)).toEqual(['nodes[0].config', 'nodes[1].config'])
  })

  it('takes 10,000 nodes in a chain', () => {
    const nodes = Array.from({ length: 10_000 }, (_, i) => ({
      id: `n${i}`,
      type: 't',
      inputs: i > 0 ? [`n${i - 1}`] : [],
      outputs: i < 9_999 ? [`n${i + 1}`] : [],
    }))
    expect(workflowOf({ ...head, nodes }).edges).toHaveLength(9_999)
  })
})
