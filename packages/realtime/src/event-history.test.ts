import { describe, expect, it } from 'vitest'
import type { ExecutionEvent } from './event.ts'
import { EventHistory } from './event-history.ts'
import { applyEvents, emptyExecutionView } from './execution-view.ts'

const at = (ms: number) => new Date(1_700_000_000_000 + ms).toISOString()

/** An execution of `nodes` nodes, each of which becomes ready, runs and completes, 10 ms an event. */
function courseOf(nodes: number): ExecutionEvent[] {
  const events: ExecutionEvent[] = [{ type: 'execution', status: 'running', reason: 'started', seq: 1, at: at(0) }]
  for (let index = 0; index < nodes; index++) {
    for (const status of ['ready', 'running', 'completed'] as const) {
      const seq = events.length + 1
      events.push({ type: 'node', nodeId: `n${index}`, status, attempt: 1, seq, at: at(seq * 10) })
    }
  }
  return events
}

describe('EventHistory', () => {
  it('shows the execution as it stood after any event, whichever way one comes to it (10.2)', () => {
    const events = courseOf(400)
    const history = new EventHistory()
    expect(history.append(events)).toBe(true)
    for (const seq of [0, 1, 2, 249, 250, 251, 700, 300, 299, 1_201, 1_000, 1, 5_000]) {
      const expected = applyEvents(emptyExecutionView(), events.slice(0, seq))
      expect(history.viewAt(seq)).toEqual(expected)
    }
  })

  it('takes each event once and refuses to leave a gap', () => {
    const events = courseOf(3)
    const history = new EventHistory()
    history.append(events.slice(0, 4))
    expect(history.append(events.slice(5))).toBe(false)
    expect(history.seq).toBe(4)
    expect(history.append(events.slice(2))).toBe(true)
    expect(history.events).toEqual(events)
  })

  it('keeps what did not change as it is, so that only what changed is drawn again', () => {
    const history = new EventHistory()
    history.append(courseOf(100))
    const before = history.viewAt(200)
    expect(history.viewAt(201).nodes.n3).toBe(before.nodes.n3)
  })

  it('finds the event of a moment, and the moment of an event', () => {
    const history = new EventHistory()
    history.append(courseOf(2))
    const start = history.timeOf(1)
    expect(history.timeOf(0)).toBe(start)
    expect(history.seqAt(start - 1)).toBe(0)
    expect(history.seqAt(start)).toBe(1)
    expect(history.seqAt(start + 29)).toBe(2)
    expect(history.seqAt(start + 30)).toBe(3)
    expect(history.seqAt(Number.POSITIVE_INFINITY)).toBe(7)
  })

  it('goes through ten thousand events of a thousand nodes without a fold of all of them', () => {
    const history = new EventHistory()
    history.append(courseOf(3_400))
    const started = performance.now()
    for (let seq = 10_000; seq > 0; seq -= 100) history.viewAt(seq)
    expect((performance.now() - started) / 100).toBeLessThan(100)
  })
})
