import type { ExecutionEvent } from '@spane/realtime'
import { describe, expect, it } from 'vitest'
import { buildTimeline } from './build-timeline.ts'
import { course } from './course.fixture.ts'

const rowsOf = (events: ExecutionEvent[]) =>
  Object.fromEntries(
    buildTimeline(events).rows.map((row) => [
      row.nodeId,
      row.segments.map(({ kind, from, to, outcome }) =>
        [kind, from, to ?? 'open', ...(outcome ? [outcome] : [])].join(' '),
      ),
    ]),
  )

describe('buildTimeline', () => {
  it('tells queue, run and the wait before a retry apart, attempt by attempt', () => {
    const events = course(
      [0, 'running'],
      [0, 'a', 'ready'],
      [10, 'a', 'running'],
      [30, 'a', 'retrying', { attempt: 2 }],
      [50, 'a', 'ready', { attempt: 2 }],
      [51, 'a', 'running', { attempt: 2 }],
      [70, 'a', 'completed'],
      [70, 'completed'],
    )
    expect(rowsOf(events)).toEqual({
      a: ['queue 0 10', 'run 10 30 failed', 'retry 30 50', 'queue 50 51', 'run 51 70 completed'],
    })
    expect(buildTimeline(events)).toMatchObject({ from: 0, to: 70, rows: [{ nodeId: 'a', from: 0, to: 70 }] })
    expect(buildTimeline(events).rows[0]?.segments.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2, 2])
  })

  it('makes one bar of all child executions', () => {
    const children = (ended: number) => ({ reason: 'children', children: { total: 3, ended, failed: 0 } })
    const events = course(
      [0, 'running'],
      [0, 'a', 'running'],
      [1, 'a', 'waiting', children(0)],
      [5, 'a', 'waiting', children(1)],
      [8, 'a', 'waiting', children(2)],
    )
    expect(rowsOf(events)).toEqual({ a: ['run 0 1 waiting', 'children 1 open'] })
  })

  it('knows limits, waits and lost workers', () => {
    const events = course(
      [0, 'running'],
      [0, 'a', 'running'],
      [4, 'a', 'ready', { reason: 'lost' }],
      [5, 'a', 'retrying', { reason: 'rate-limited' }],
      [9, 'b', 'running'],
      [9, 'b', 'waiting', { reason: 'signal' }],
    )
    expect(rowsOf(events)).toEqual({
      a: ['run 0 4 lost', 'queue 4 5', 'limit 5 open'],
      b: ['run 9 9 waiting', 'wait 9 open'],
    })
  })

  it('ends every bar with the execution, and goes on after a retry (2.4, 6.3)', () => {
    const failed = course([0, 'running'], [0, 'a', 'running'], [1, 'b', 'ready'], [6, 'a', 'failed'], [6, 'failed'])
    expect(rowsOf(failed)).toEqual({ a: ['run 0 6 failed'], b: ['queue 1 6'] })
    const retried = course(
      [0, 'running'],
      [0, 'a', 'running'],
      [6, 'a', 'failed'],
      [6, 'failed'],
      [90, 'running'],
      [90, 'a', 'ready', { reason: 'retried' }],
      [91, 'a', 'running'],
    )
    expect(rowsOf(retried)).toEqual({ a: ['run 0 6 failed', 'queue 90 91', 'run 91 open'] })
    expect(buildTimeline(retried).to).toBeUndefined()
  })

  it('has a row without bars for what was skipped or given', () => {
    const events = course([0, 'running'], [3, 'a', 'skipped'], [3, 'b', 'completed', { givenBy: 'pinned' }])
    expect(buildTimeline(events).rows).toMatchObject([
      { nodeId: 'a', status: 'skipped', segments: [], from: 3, to: 3 },
      { nodeId: 'b', given: true, segments: [], from: 3 },
    ])
  })
})
