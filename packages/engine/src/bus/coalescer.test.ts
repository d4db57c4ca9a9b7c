import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ExecutionChange } from '../ports/event-bus.ts'
import { Coalescer } from './coalescer.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const change = (seq: number, more: Partial<ExecutionChange> = {}) => ({
  executionId: 'e',
  workspaceId: 'w',
  seq,
  ...more,
})

it('sends the first change at once and gathers what follows', () => {
  const sent: number[][] = []
  const coalescer = new Coalescer((changes) => sent.push(changes.map(({ seq }) => seq)), 20)
  coalescer.add([change(1)])
  coalescer.add([change(2)])
  coalescer.add([change(3)])
  expect(sent).toEqual([[1]])
  vi.advanceTimersByTime(20)
  expect(sent).toEqual([[1], [3]])
})

it('announces an end without waiting for more, yet gathers many that come together', () => {
  const sent: number[][] = []
  const coalescer = new Coalescer((changes) => sent.push(changes.map(({ seq }) => seq)), 20)
  coalescer.add([change(1)])
  vi.advanceTimersByTime(5)
  coalescer.add([change(2, { ended: 'completed' })])
  expect(sent).toEqual([[1], [2]])
  coalescer.add([change(3, { ended: 'completed' })])
  coalescer.add([change(4, { executionId: 'other', ended: 'completed' })])
  expect(sent).toHaveLength(2)
  vi.advanceTimersByTime(3)
  expect(sent).toEqual([[1], [2], [3, 4]])
  vi.advanceTimersByTime(100)
  expect(sent).toHaveLength(3)
})
