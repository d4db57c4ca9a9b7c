import { applyEvents, type ExecutionEvent, emptyExecutionView } from '@spane/realtime'
import { expect, it } from 'vitest'
import { workerTrouble } from './worker-trouble.ts'

const at = (second: number) => new Date(1_700_000_000_000 + second * 1_000).toISOString()
const event = (seq: number, second: number, more: Partial<ExecutionEvent>): ExecutionEvent =>
  ({ type: 'node', nodeId: 'n', seq, at: at(second), ...more }) as ExecutionEvent
const course = [
  event(1, 0, { status: 'running', attempt: 1, workerId: 'one' }),
  event(2, 12, { status: 'ready', reason: 'lost', silentMs: 7_000 }),
  event(3, 13, { status: 'running', attempt: 1, workerId: 'two' }),
  event(4, 20, { status: 'completed', attempt: 1 }),
]
const after = (events: number) => applyEvents(emptyExecutionView(), course.slice(0, events)).nodes.n

it('says that the worker of a running node is silent, and since when', () => {
  expect(workerTrouble(after(1), undefined)).toBeUndefined()
  expect(workerTrouble(after(1), at(5))).toEqual({ kind: 'silent', since: at(5) })
})

it('says that the worker was lost, then how long after its last sign another took over', () => {
  expect(workerTrouble(after(2), at(5))).toEqual({ kind: 'lost' })
  expect(workerTrouble(after(3), undefined)).toEqual({ kind: 'taken-over', afterMs: 8_000 })
  expect(workerTrouble(after(4), undefined)).toEqual({ kind: 'taken-over', afterMs: 8_000 })
})

it('has nothing to say of nodes whose workers stayed', () => {
  expect(workerTrouble(undefined, undefined)).toBeUndefined()
  const calm = applyEvents(emptyExecutionView(), [event(1, 0, { status: 'ready' }), event(2, 1, { status: 'running' })])
  expect(workerTrouble(calm.nodes.n, undefined)).toBeUndefined()
})
