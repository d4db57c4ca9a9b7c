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

  it('ends at what still runs, and is empty before anything does', () => {
    const events = course([0, 'running'], ...run('a', 0, 5), ...run('b', 5, 9), [5, 'c', 'running'])
    expect(pathOf(events, 'a>b', 'a>c')).toBe('a c')
    expect(pathOf(course([0, 'queued']), 'a>b')).toBe('')
  })
})
