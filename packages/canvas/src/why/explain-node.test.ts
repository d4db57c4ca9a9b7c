import { type ExecutionView, emptyExecutionView, type NodeRunView } from '@spane/realtime'
import { compileGraph, type NodeSettings, type Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { explainNode } from './explain-node.ts'
import type { WhyFacts } from './why-facts.ts'

interface Setting {
  edges: string[]
  status?: ExecutionView['status']
  nodes?: Record<string, Partial<NodeRunView>>
  dead?: string[]
  delivered?: string[]
  settings?: Record<string, NodeSettings>
  more?: Partial<ExecutionView>
  workflow?: Workflow['settings']
  noWorker?: boolean
}

/** Edges are written `a>b`, or `a:port>b`; those that are decided by the same text. */
function factsOf({ edges, nodes = {}, dead = [], delivered = [], settings = {}, ...rest }: Setting): WhyFacts {
  const parts = edges.map((text) => {
    const [from = '', target = ''] = text.split('>')
    const [source = '', sourcePort = 'main'] = from.split(':')
    return { id: text, source, sourcePort, target, targetPort: 'main' }
  })
  const ids = new Set(parts.flatMap(({ source, target }) => [source, target]))
  const graph = compileGraph({
    id: 'w',
    name: 'w',
    nodes: [...ids].map((id) => ({ id, type: 't', name: id.toUpperCase(), config: {}, settings: settings[id] })),
    edges: parts,
    settings: rest.workflow,
  })
  const view = { ...emptyExecutionView(), status: rest.status ?? 'running', ...rest.more }
  for (const [id, node] of Object.entries(nodes)) {
    view.nodes[id] = { status: 'completed', attempt: 1, lostStarts: 0, ...node }
  }
  for (const id of dead) view.edges[id] = 'dead'
  for (const id of delivered) view.edges[id] = 'delivered'
  return { view, graph, noWorker: rest.noWorker }
}

/** Question, answer and reasons as lines. */
function why(setting: Setting, nodeId = 'x'): string[] {
  const found = explainNode(factsOf(setting), nodeId)
  return found ? [found.answer, ...found.reasons.map(({ text }) => text)] : []
}

describe('a node that was skipped', () => {
  const skipped = { x: { status: 'skipped' } } as const

  it('is explained by the port that was taken instead of its own (3.2)', () => {
    const setting: Setting = {
      edges: ['if:true>x', 'if:false>y'],
      nodes: { if: {}, ...skipped },
      dead: ['if:true>x'],
      delivered: ['if:false>y'],
    }
    expect(why(setting)).toEqual([
      'The branch that leads here was not taken.',
      '“IF” went on along “false”, and not along “true”, which leads here.',
    ])
    const found = explainNode(factsOf(setting), 'x')
    expect(found).toMatchObject({ question: 'Why didn’t this run?', reasons: [{ nodeId: 'if', decided: true }] })
  })

  it('is explained by the decision far above it, and not by the skipped nodes between (3.4)', () => {
    const setting: Setting = {
      edges: ['if:true>a', 'a>b', 'b>x', 'if:false>y'],
      nodes: { if: {}, a: { status: 'skipped' }, b: { status: 'skipped' }, ...skipped },
      dead: ['if:true>a', 'a>b', 'b>x'],
      delivered: ['if:false>y'],
    }
    expect(why(setting)[1]).toContain('“IF” went on along “false”')
  })

  it('names every branch of a join, and the join that needs all (3.3)', () => {
    const edges = ['p:true>x', 'q:true>x', 'p:false>y', 'q:false>y']
    const both: Setting = {
      edges,
      nodes: { p: {}, q: {}, ...skipped },
      dead: ['p:true>x', 'q:true>x'],
      delivered: ['p:false>y', 'q:false>y'],
    }
    expect(why(both)).toHaveLength(3)
    expect(why(both)[0]).toBe('None of the 2 branches that lead here was taken.')
    const all: Setting = {
      ...both,
      dead: ['p:true>x'],
      delivered: ['q:true>x', 'p:false>y'],
      settings: { x: { join: 'all' } },
    }
    expect(why(all)[0]).toBe('It runs only when all of its 2 inputs come, and 1 did not.')
  })

  it('knows failures, error branches, chosen targets and outputs without data (3.2, 3.7)', () => {
    const base = { edges: ['a>x', 'a>y'], dead: ['a>x'], nodes: { a: {}, ...skipped } }
    expect(why({ ...base, delivered: ['a>y'] })[1]).toBe('“A” chose other nodes to go on with.')
    expect(why({ ...base, dead: ['a>x', 'a>y'] })[1]).toBe('“A” went on along none of its connected outputs.')
    const failed = { a: { status: 'failed', handled: true }, ...skipped } as const
    expect(why({ ...base, nodes: failed })[1]).toBe('“A” failed, and went on along its error branch.')
    const calm = why({ edges: ['a:error>x'], dead: ['a:error>x'], nodes: { a: {}, ...skipped } })
    expect(calm[1]).toBe('“A” did not fail, and only its failure leads here.')
    const aside = { a: { status: 'skipped', skippedBecause: 'unreachable' }, ...skipped } as const
    expect(why({ ...base, nodes: aside })[1]).toBe('“A” took no part in this run.')
  })

  it('knows the plan of a test run (3.1, 8.3)', () => {
    const because = (node: Partial<NodeRunView>) =>
      why({ edges: ['a>x'], nodes: { x: { status: 'skipped', ...node } } })
    expect(because({ skippedBecause: 'unreachable' })[0]).toContain('nothing leads to it')
    expect(because({ skippedBecause: 'beyond' })[0]).toContain('beyond the node')
    expect(because({ skippedBecause: 'not-needed' })[0]).toContain('needs it')
    expect(because({ givenBy: 'execution' })[0]).toContain('reuses')
    expect(because({ givenBy: 'pinned' })[0]).toContain('Pinned data')
  })
})

describe('a node that was not reached', () => {
  it('was halted by the failure that is named, and a handled one is not (2.4, 3.6)', () => {
    const error = { code: 'BOOM', message: 'No answer' }
    const nodes: Setting['nodes'] = { a: { status: 'failed', error }, b: { status: 'failed', handled: true } }
    const lines = why({ edges: ['a>x', 'b>x'], status: 'failed', nodes })
    expect(lines).toEqual([
      'The execution was halted by a failure before it was this node’s turn. A retry of what failed lets it go on.',
      '“A” failed: BOOM, No answer',
    ])
    const frozen = why({ edges: ['a>x'], status: 'failed', nodes: { ...nodes, x: { status: 'retrying' } } })
    expect(frozen[0]).toContain('before this node could go on')
  })

  it('will not start any more, while others of a halted execution still run (3.6)', () => {
    const nodes: Setting['nodes'] = { a: { status: 'failed' }, b: { status: 'running' }, x: { status: 'ready' } }
    expect(why({ edges: ['a>y', 'b>x'], nodes, more: { halted: true } })).toEqual([
      expect.stringContaining('nothing else starts'),
      '“A” failed.',
    ])
  })

  it('was cancelled, by whom or what', () => {
    const cancelled = (cancelReason: string, x?: Partial<NodeRunView>) =>
      why({ edges: ['a>x'], status: 'cancelled', more: { cancelReason }, nodes: x ? { x } : {} })[0]
    expect(cancelled('cancelled')).toBe('The execution was cancelled before it was this node’s turn.')
    expect(cancelled('cancelled', { status: 'cancelled', startedAt: 'then' })).toContain('while this node was at work')
    expect(cancelled('timeout')).toContain('longer than the workflow’s timeout')
    expect(cancelled('superseded')).toContain('newer execution')
    expect(cancelled('skipped')).toContain('was not run at all')
  })

  it('was added after the version that ran', () => {
    expect(why({ edges: ['a>x'], status: 'completed', nodes: { a: {} } })[0]).toContain('took no part')
  })
})

describe('a node that waits', () => {
  it('waits for the inputs of its join: which, and what they are at (3.3)', () => {
    const setting: Setting = {
      edges: ['a>x', 'b>x', 'c>x'],
      nodes: { a: {}, b: { status: 'running' }, c: { status: 'waiting', waitsForSignal: true } },
      delivered: ['a>x'],
    }
    expect(why(setting)).toEqual([
      'It waits for 2 of its 3 inputs to be decided.',
      '“B” is running.',
      '“C” is waiting for a signal.',
    ])
    expect(why({ ...setting, settings: { x: { join: 'any' } } })[0]).toBe('It waits for the first of its inputs.')
  })

  it('waits for what is at work far above it', () => {
    const lines = why({ edges: ['a>b', 'b>x'], nodes: { a: { status: 'running' } } })
    expect(lines).toEqual(['It waits for its input.', '“B” has not begun; before it “A” is running.'])
  })

  it('counts what is too much to name', () => {
    const edges = Array.from({ length: 8 }, (_, index) => `n${index}>x`)
    const lines = why({ edges })
    expect(lines).toHaveLength(7)
    expect(lines.at(-1)).toBe('And 3 more.')
  })

  it('is held until others of its concurrency key have ended', () => {
    expect(why({ edges: ['a>x'], status: 'queued', more: { heldKey: 'k' } })[0]).toContain('others of key “k” run')
    expect(why({ edges: ['a>x'], nodes: { x: { status: 'ready' } }, more: { heldKey: '' } })[0]).toContain(
      'this workflow',
    )
  })

  it('is ready: and paused, without a worker, over the concurrency of its workflow, lost, or in the queue', () => {
    const ready = (more: Partial<Setting>, x: Partial<NodeRunView> = {}) =>
      why({ edges: ['a>x'], ...more, nodes: { ...more.nodes, x: { status: 'ready', ...x } } })
    expect(ready({ status: 'paused' })[0]).toContain('paused')
    expect(ready({ noWorker: true })[0]).toContain('No worker')
    expect(ready({ workflow: { maxConcurrency: 1 }, nodes: { a: { status: 'running' } } })).toEqual([
      'This workflow runs one node at a time, and as many run now.',
      '“A” is running.',
    ])
    expect(ready({}, { lostSince: 'then' })[0]).toContain('was lost')
    expect(ready({ workflow: { maxConcurrency: 2 } })[0]).toContain('in the queue')
  })

  it('waits for a backoff, a rate limit or a circuit (5.2)', () => {
    const retrying = (x: Partial<NodeRunView>) => why({ edges: ['a>x'], nodes: { x: { status: 'retrying', ...x } } })
    const error = { code: 'E', message: 'no' }
    expect(retrying({ attempt: 2, maxAttempts: 3, error, until: 'then' })).toEqual([
      'It waits before attempt 2 of 3. The last one failed: E, no',
      'It goes on by itself',
    ])
    expect(retrying({ limit: { of: 'rate-limit', name: 'mail' } })[0]).toContain('Rate limit of mail is used up')
    expect(retrying({ limit: { of: 'circuit', name: 'crm' } })[0]).toContain('Circuit open for crm')
  })

  it('waits for a signal, a time or children, also while the execution is paused (7.1)', () => {
    const waiting = (x: Partial<NodeRunView>, more: Partial<Setting> = {}) =>
      why({ edges: ['a>x'], ...more, nodes: { x: { status: 'waiting', ...x } } })
    expect(waiting({ waitsForSignal: true })[0]).toContain('signal')
    expect(waiting({ until: 'then' })).toEqual(['It waits for a time to come.', 'It goes on by itself'])
    expect(waiting({ children: { total: 9, ended: 4, failed: 0 } })[0]).toContain('4 of 9 have ended')
    expect(waiting({ children: { total: 1, ended: 0, failed: 0 } })[0]).toContain('child execution to end')
    expect(waiting({ until: 'then' }, { status: 'paused' }).at(-1)).toContain('waits as ready')
    expect(waiting({ until: 'then' }, { noWorker: true }).at(-1)).toContain('No worker')
  })
})

it('has nothing to explain of a node that runs or has run, or that is not there', () => {
  expect(why({ edges: ['a>x'], nodes: { x: { status: 'running' } } })).toEqual([])
  expect(why({ edges: ['a>x'], nodes: { x: { status: 'failed' } } })).toEqual([])
  expect(why({ edges: ['a>x'] }, 'gone')).toEqual([])
})
