import { expect, it } from 'vitest'
import type { ExecutionEvent } from './event.ts'
import { applyEvents, emptyExecutionView } from './execution-view.ts'

it('is halted from the failure on, until a retry or the end (3.6, 6.3)', () => {
  const course = [
    { status: 'running', reason: 'started' },
    { status: 'running', reason: 'halted' },
    { status: 'running', reason: 'retried' },
    { status: 'running', reason: 'halted' },
    { status: 'failed', reason: 'ended' },
  ] as const
  const events = course.map(
    (change, index): ExecutionEvent => ({
      type: 'execution',
      seq: index + 1,
      at: new Date(0).toISOString(),
      ...change,
    }),
  )
  const halted = events.map((_, index) => applyEvents(emptyExecutionView(), events.slice(0, index + 1)).halted)
  expect(halted).toEqual([undefined, true, undefined, true, undefined])
})
