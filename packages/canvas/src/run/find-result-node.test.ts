import { type ExecutionView, emptyExecutionView } from '@spane/realtime'
import { expect, it } from 'vitest'
import { findResultNode } from './find-result-node.ts'

const view = (
  status: ExecutionView['status'],
  nodes: Record<string, { status: 'completed' | 'failed'; endedAt: string }>,
) => ({
  ...emptyExecutionView(),
  status,
  nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { attempt: 1, lostStarts: 0, ...node }])),
})
const early = { status: 'completed', endedAt: '2030-01-01T00:00:00Z' } as const
const late = { status: 'completed', endedAt: '2030-01-01T00:00:01Z' } as const

it('is what completed last', () => {
  expect(findResultNode(view('completed', { b: late, a: early }))).toBe('b')
})

it('is what failed when that ended the run', () => {
  const failed = { status: 'failed', endedAt: '2030-01-01T00:00:00Z' } as const
  expect(findResultNode(view('failed', { a: failed, b: late }))).toBe('a')
  expect(findResultNode(view('completed', { a: failed, b: late }))).toBe('b')
})

it('is nothing yet while it runs, and nothing when nothing ran', () => {
  expect(findResultNode(view('running', { a: early }))).toBeUndefined()
  expect(findResultNode(view('completed', {}))).toBeUndefined()
})
