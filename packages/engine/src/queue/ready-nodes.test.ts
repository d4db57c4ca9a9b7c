import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Dispatch } from '../ports/execution-store.ts'
import { ReadyNodes } from './ready-nodes.ts'

const node = (executionId: string, nodeId: string, priority = 0): Dispatch => ({
  outboxId: `${executionId}${nodeId}`,
  executionId,
  nodeId,
  priority,
})

function setUp({ busy = true } = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const state = { busy, queued: [] as string[] }
  const readyNodes = new ReadyNodes({
    isBusy: () => state.busy,
    letGo: (nodes) => state.queued.push(...nodes.map(({ outboxId }) => outboxId)),
  })
  return { state, readyNodes }
}

describe('ready nodes', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('all go to the queue while slots are free, and those that are to go later always', () => {
    const free = setUp({ busy: false })
    expect(free.readyNodes.keep([node('a', '1')])).toEqual([node('a', '1')])
    expect(free.readyNodes.take()).toBeUndefined()
    const { readyNodes } = setUp()
    expect(readyNodes.keep([node('a', '1', 5), node('a', '2')])).toEqual([node('a', '1', 5)])
    expect(readyNodes.take()).toEqual(node('a', '2'))
  })

  it('are taken in their order, of one execution or of the oldest', () => {
    const { readyNodes, state } = setUp()
    readyNodes.keep([node('a', '1'), node('b', '1'), node('a', '2')])
    expect(readyNodes.take('b')?.outboxId).toBe('b1')
    expect(readyNodes.take('b')).toBeUndefined()
    expect(readyNodes.take()?.outboxId).toBe('a1')
    expect(readyNodes.take()?.outboxId).toBe('a2')
    expect(readyNodes.take()).toBeUndefined()
    vi.runAllTimers()
    expect(state.queued).toEqual([])
  })

  it('go to the queue when no slot comes free', () => {
    const { readyNodes, state } = setUp()
    readyNodes.keep([node('a', '1'), node('a', '2')])
    readyNodes.take()
    vi.advanceTimersByTime(20)
    expect(state.queued).toEqual([])
    vi.advanceTimersByTime(20)
    expect(state.queued).toEqual(['a2'])
    expect(readyNodes.take()).toBeUndefined()
  })

  it('go to the queue when they grow old, even while others are taken', () => {
    const { readyNodes, state } = setUp()
    readyNodes.keep([node('a', '1')])
    for (let step = 0; step < 40; step++) {
      readyNodes.keep([node('b', `${step}`)])
      readyNodes.take('b')
      vi.advanceTimersByTime(15)
    }
    expect(state.queued).toEqual(['a1'])
  })

  it('are let go when the worker stops, with what is put back after that', () => {
    const { readyNodes, state } = setUp()
    readyNodes.keep([node('a', '1'), node('a', '2')])
    const taken = readyNodes.take() as Dispatch
    readyNodes.close()
    readyNodes.putBack(taken)
    expect(state.queued).toEqual(['a2', 'a1'])
    expect(readyNodes.keep([node('a', '3')])).toEqual([node('a', '3')])
  })
})
