import { describe, expect, it } from 'vitest'
import type { Workflow } from './definition.ts'
import { deriveEdgeId } from './edge-id.ts'
import type { NodeTypeFacts } from './node-type-lookup.ts'
import { resolveEntry } from './resolve-entry.ts'
import { hasErrors, validateWorkflow } from './validate-workflow.ts'

const types = new Map<string, NodeTypeFacts>([
  ['trigger', { isTrigger: true, inputs: [], outputs: () => ['main'] }],
  ['plain', { inputs: ['main'], outputs: () => ['main'] }],
  ['if', { inputs: ['main'], outputs: () => ['true', 'false'] }],
  ['switch', { inputs: ['main'], outputs: (config) => (config.cases as string[]).map((name) => name) }],
  [
    'strict',
    { validateConfig: (config) => (config.url ? [] : [{ path: 'rows[0].url', message: 'The URL is missing.' }]) },
  ],
  ['calls-w', { calledWorkflows: () => ['other', 'w'] }],
  ['free', {}],
])
const lookup = { get: (type: string) => types.get(type) }

/** `a:trigger b:if` and `a>b b:true>c`. */
function build(nodes: string, edges: string, rest: Partial<Workflow> = {}): Workflow {
  const words = (text: string) => text.split(' ').filter((word) => word !== '')
  return {
    id: 'w',
    name: 'W',
    nodes: words(nodes).map((word) => {
      const [id = '', type = 'plain'] = word.split(':')
      return { id, type, config: {} }
    }),
    edges: words(edges).map((word) => {
      const [from = '', target = ''] = word.split('>')
      const [source = '', sourcePort = 'main'] = from.split(':')
      const ends = { source, sourcePort, target, targetPort: 'main' }
      return { id: deriveEdgeId(ends), ...ends }
    }),
    ...rest,
  }
}

function codes(workflow: Workflow): string[] {
  return validateWorkflow(workflow, lookup).map(({ code }) => code)
}

describe('validateWorkflow', () => {
  it('finds nothing wrong with a workflow that is right', () => {
    expect(validateWorkflow(build('t:trigger i:if a b', 't>i i:true>a i:false>b a>b'), lookup)).toEqual([])
  })

  it('spells out a cycle, and every cycle that shares no node with another', () => {
    const problems = validateWorkflow(build('t:trigger a b c d', 't>a a>b b>a t>c c>d d>c'), lookup)
    expect(problems.map(({ message }) => message.split(': ')[1])).toEqual(['a → b → a.', 'c → d → c.'])
    expect(problems.every(({ code }) => code === 'CYCLE')).toBe(true)
    expect(codes(build('t:trigger a', 't>a a>a'))).toEqual(['CYCLE'])
  })

  it('shortens a very long cycle', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => `n${i}`)
    const edges = ids.map((id, i) => `${id}>${ids[(i + 1) % ids.length]}`).join(' ')
    const [problem] = validateWorkflow(build(ids.join(' '), edges, { entryNodeId: 'n0' }), lookup)
    expect(problem?.message).toContain('… 4989 more …')
    expect(problem?.message.length).toBeLessThan(300)
  })

  it('reports ids that are not unique and doubled edges', () => {
    const workflow = build('t:trigger a a', 't>a t>a')
    expect(codes(workflow)).toEqual(['DUPLICATE_NODE_ID', 'DUPLICATE_EDGE_ID', 'DUPLICATE_EDGE'])
  })

  it('reports edges to nowhere and ports that do not exist', () => {
    const problems = validateWorkflow(build('t:trigger i:if a', 't>i i>a i:x>a t>x y>a a>t', {}), lookup)
    const expected = ['UNKNOWN_PORT', 'UNKNOWN_PORT', 'UNKNOWN_NODE', 'UNKNOWN_NODE', 'UNKNOWN_PORT', 'CYCLE']
    expect(problems.map(({ code }) => code)).toEqual(expected)
    expect(problems[4]?.message).toContain('nothing can lead into it')
  })

  it('reports unknown types and what is wrong with configs, with the path', () => {
    const problems = validateWorkflow(build('t:trigger a:nope b:strict c:constructor', 't>a t>b t>c'), lookup)
    expect(problems).toMatchObject([
      { code: 'UNKNOWN_TYPE', nodeId: 'a' },
      { code: 'BAD_CONFIG', nodeId: 'b', path: 'config.rows[0].url', message: 'Node "b": The URL is missing.' },
      { code: 'UNKNOWN_TYPE', nodeId: 'c' },
    ])
  })

  it('does not check what a type does not tell, nor the ports of a config that is too broken', () => {
    expect(codes(build('t:trigger a:free b:switch c', 't>a a:whatever>b b:case-1>c'))).toEqual([])
  })

  it('does not check what only an enabled node needs: its type, its config, that it is reached', () => {
    const workflow = build('t:trigger a:nope b:strict w:calls-w', 't>a')
    for (const node of workflow.nodes.slice(1)) node.disabled = true
    expect(codes(workflow)).toEqual([])
  })

  it('refuses to continue on an error where there is no main port', () => {
    const workflow = build('t:trigger i:if', 't>i')
    const node = workflow.nodes[1]
    if (node) node.settings = { onError: 'continue' }
    expect(codes(workflow)).toEqual(['CONTINUE_WITHOUT_MAIN'])
  })

  it('warns of nodes that never run and of error edges that nothing takes', () => {
    const problems = validateWorkflow(build('t:trigger u:trigger a b c', 't>a u>b a:error>b'), lookup)
    expect(problems).toMatchObject([
      { code: 'IDLE_ERROR_EDGE', severity: 'warning', nodeId: 'a' },
      { code: 'UNREACHABLE_NODE', severity: 'warning', nodeId: 'c' },
    ])
    expect(hasErrors(problems)).toBe(false)
  })

  it('finds a node that runs the workflow that it is in', () => {
    expect(validateWorkflow(build('a:calls-w', ''), lookup)).toMatchObject([{ code: 'WORKFLOW_CYCLE', nodeId: 'a' }])
    expect(validateWorkflow(build('a:calls-w', '', { id: 'v' }), lookup)).toEqual([])
  })

  it('finds keys of limits that cannot be evaluated', () => {
    const workflow = build('a:trigger b:free', 'a>b', {
      settings: { concurrency: { key: '{{ input.a', limit: 1, whenBusy: 'queue' } },
    })
    const [, limited] = workflow.nodes
    if (limited) limited.settings = { rateLimit: { limit: 1, per: 1, key: '{{ }}' } }
    expect(validateWorkflow(workflow, lookup)).toMatchObject([
      { code: 'BAD_CONFIG', path: 'settings.concurrency.key', message: expect.stringContaining('"}}" is missing') },
      { code: 'BAD_CONFIG', nodeId: 'b', path: 'settings.rateLimit.key', message: expect.stringContaining('is empty') },
    ])
  })

  it('limits the number of nodes', () => {
    const workflow = build('t:trigger a b', 't>a a>b')
    expect(validateWorkflow(workflow, lookup, { maxNodes: 2 })).toMatchObject([{ code: 'TOO_MANY_NODES' }])
  })

  it('lifts settings before it checks configs', () => {
    const workflow = build('t:trigger a', 't>a')
    const node = workflow.nodes[1]
    if (node) Object.assign(node, { config: { timeout: 1 }, settings: { timeout: 1 } })
    expect(codes(workflow)).toEqual(['DUPLICATE_SETTING'])
  })
})

describe('resolveEntry', () => {
  it('takes the chosen node, the named entry, the first trigger, or the only node without incoming edges', () => {
    const workflow = build('x a t:trigger u:trigger', 'x>a', { entryNodeId: 'a' })
    expect(resolveEntry(workflow, lookup, 'u')).toEqual({ entryNodeId: 'u' })
    expect(resolveEntry(workflow, lookup)).toEqual({ entryNodeId: 'a' })
    expect(resolveEntry({ ...workflow, entryNodeId: undefined }, lookup)).toEqual({ entryNodeId: 't' })
    expect(resolveEntry(build('a b', 'a>b'), lookup)).toEqual({ entryNodeId: 'a' })
  })

  it('says why there is none', () => {
    const codeOf = (workflow: Workflow, chosen?: string) => {
      const result = resolveEntry(workflow, lookup, chosen)
      return 'problem' in result ? result.problem.code : undefined
    }
    expect(codeOf(build('', ''))).toBe('NO_ENTRY')
    expect(codeOf(build('a b', ''))).toBe('NO_ENTRY')
    expect(codeOf(build('a b', 'a>b b>a'))).toBe('NO_ENTRY')
    expect(codeOf(build('a', '', { entryNodeId: 'b' }))).toBe('UNKNOWN_NODE')
    expect(codeOf(build('a', ''), 'constructor')).toBe('UNKNOWN_NODE')
  })
})
