import type { ExecutionEvent } from '@spane/realtime'
import { compileGraph, type Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { buildTimeline } from './build-timeline.ts'
import { course } from './course.fixture.ts'
import { findCriticalPath } from './critical-path.ts'

function graphOf(...edges: string[]) {
  const ends = edges.map((edge) => edge.split('>') as [string, string])
  const nodes = [...new Set(ends.flat())].map((id) => ({ id, type: 't', config: {} }))
  const workflow: Workflow = {
    id: 'w',
    name: 'w',
    nodes,
    edges: ends.map(([source, target]) => ({
      id: `${source}>${target}`,
      source,
      sourcePort: 'main',
      target,
      targetPort: 'main',
    })),
  }
  return compileGraph(workflow)
}

const pathOf = (events: ExecutionEvent[], ...edges: string[]) =>
  findCriticalPath(buildTimeline(events), graphOf(...edges)).join(' ')

const run = (id: string, from: number, to: number) =>
  [
    [from, id, 'ready'],
    [from, id, 'running'],
    [to, id, 'completed'],
  ] as const

describe('findCriticalPath', () => {
  it('goes through the slower branch of a join', () => {
    const events = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), ...run('c', 5, 40), ...run('d', 40, 50))
    expect(pathOf(events, 'a>b', 'a>c', 'b>d', 'c>d')).toBe('a c d')
  })

  it('goes through the first delivery where the join needed one only', () => {
    const events = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), ...run('d', 9, 60), ...run('c', 5, 40))
    expect(pathOf(events, 'a>b', 'a>c', 'b>d', 'c>d')).toBe('a b d')
  })

  it('goes through a skipped node whose late decision held the join up', () => {
    const events = course(
      [0, 'running'],
      ...run('a', 0, 5),
      ...run('quick', 0, 1),
      ...run('slow', 5, 30),
      [30, 'never', 'skipped'],
      ...run('join', 30, 35),
    )
    expect(pathOf(events, 'a>slow', 'slow>never', 'never>join', 'quick>join')).toBe('a slow never join')
  })

  it('goes through a branch that is late because it had to be tried again, or retried by hand', () => {
    const flaky = [
      [5, 'flaky', 'ready'],
      [5, 'flaky', 'running'],
      [10, 'flaky', 'retrying', { attempt: 2 }],
      [50, 'flaky', 'ready', { attempt: 2 }],
      [50, 'flaky', 'running', { attempt: 2 }],
    ] as const
    const slow = [...run('a', 0, 5), ...run('slow', 5, 40)] as const
    const tried = course([0, 'running'], ...slow, ...flaky, [60, 'flaky', 'completed'], ...run('d', 60, 70))
    expect(pathOf(tried, 'a>flaky', 'a>slow', 'flaky>d', 'slow>d')).toBe('a flaky d')
    const byHand = course(
      [0, 'running'],
      ...slow,
      ...flaky,
      [60, 'flaky', 'failed'],
      [60, 'failed'],
      [900, 'running'],
      ...run('flaky', 900, 910),
      ...run('d', 910, 920),
    )
    expect(pathOf(byHand, 'a>flaky', 'a>slow', 'flaky>d', 'slow>d')).toBe('a flaky d')
  })

  it('minds no edge that was delivered after a join of one delivery had begun', () => {
    const events = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), ...run('d', 9, 60), ...run('c', 5, 80))
    expect(pathOf(events, 'a>b', 'a>c', 'b>d', 'c>d')).toBe('a c')
    const both = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), ...run('d', 9, 90), ...run('c', 5, 80))
    expect(pathOf(both, 'a>b', 'a>c', 'b>d', 'c>d')).toBe('a b d')
  })

  it('ends at what still runs, and is empty before anything does', () => {
    const events = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), [5, 'c', 'running'])
    expect(pathOf(events, 'a>b', 'a>c')).toBe('a c')
    expect(pathOf(course([0, 'queued']), 'a>b')).toBe('')
  })
})
