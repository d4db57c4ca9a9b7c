import { emptyExecutionView, type NodeRunView } from '@spane/realtime'
import { describe, expect, it } from 'vitest'
import { type ComparedRun, compareRuns } from './compare-runs.ts'
import { markText } from './describe-difference.ts'

function runOf(nodes: Record<string, Partial<NodeRunView>>): ComparedRun {
  const view = { ...emptyExecutionView(), status: 'completed' as const }
  for (const [id, node] of Object.entries(nodes)) {
    view.nodes[id] = { status: 'completed', attempt: 1, lostStarts: 0, durationMs: 10, ...node }
  }
  const definition = {
    id: 'w',
    name: 'w',
    nodes: Object.keys(nodes).map((id) => ({ id, type: 't', config: {} })),
    edges: [],
  }
  return { view, definition }
}

const same = (nodeId: string) => ({ nodeId, bytes: [1, 1] as const, same: true })

describe('compareRuns', () => {
  it('puts what differs most first, and what is alike last, in the order of the definition', () => {
    const first = runOf({ a: {}, slow: {}, out: {}, gone: {}, state: {}, again: {} })
    const second = runOf({
      a: {},
      slow: { durationMs: 900 },
      out: {},
      state: { status: 'failed' },
      again: { attempt: 3 },
      fresh: {},
    })
    const outputs = [same('a'), { nodeId: 'out', bytes: [2, 3] as const, same: false }]
    const compared = compareRuns(first, second, outputs)
    expect(compared.map(({ nodeId, differences }) => `${nodeId}: ${differences.join()}`)).toEqual([
      'gone: only-first',
      'fresh: only-second',
      'state: status',
      'out: output',
      'again: attempts',
      'slow: duration',
      'a: ',
    ])
    expect(compared.find(({ nodeId }) => nodeId === 'gone')?.statuses).toEqual(['completed', null])
  })

  it('takes an output that is missing on one side for a difference, and small differences of time for none', () => {
    const [node] = compareRuns(runOf({ a: {} }), runOf({ a: { durationMs: 90 } }), [
      { nodeId: 'a', bytes: [null, 4], same: null },
    ])
    expect(node).toMatchObject({ output: 'different', differences: ['output'] })
  })

  it('says the difference in a few words', () => {
    const compared = compareRuns(
      runOf({ state: {}, slow: {}, quick: { durationMs: 1_000 }, alike: {} }),
      runOf({ state: { status: 'skipped' }, slow: { durationMs: 1_000 }, quick: {}, alike: {} }),
      [],
    )
    const texts = Object.fromEntries(compared.map((node) => [node.nodeId, markText(node)]))
    expect(texts).toEqual({ state: 'completed → skipped', slow: '100× as long', quick: '100× as fast', alike: 'alike' })
  })
})
