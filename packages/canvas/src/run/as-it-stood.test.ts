import type { NodeRunView } from '@spane/realtime'
import { expect, it } from 'vitest'
import type { NodeRunDetail } from '../node-run-detail.ts'
import { asItStood } from './as-it-stood.ts'

const time = (ms: number) => new Date(ms).toISOString()
const value = { text: '1', bytes: 1, truncated: false }
const attempt = { workerId: null, queuedAt: null, error: null, startedAt: time(0) }
const detail: NodeRunDetail = {
  executionId: 'e',
  nodeId: 'n',
  status: 'completed',
  attempt: 2,
  input: value,
  output: value,
  error: null,
  attempts: [
    { ...attempt, start: 1, attempt: 1, outcome: 'failed', endedAt: time(10) },
    { ...attempt, start: 2, attempt: 2, outcome: 'completed', endedAt: time(30) },
  ],
}
const node: NodeRunView = { status: 'running', attempt: 1, lostStarts: 0, startedAt: time(0) }

it('has neither input nor output before the node has started', () => {
  expect(asItStood(detail, undefined, 0)).toMatchObject({ status: 'pending', input: null, output: null, attempts: [] })
})

it('has the input and the attempts so far while it runs, and no output yet', () => {
  const then = asItStood(detail, { ...node, attempt: 2 }, 20)
  expect(then).toMatchObject({ status: 'running', attempt: 2, input: value, output: null })
  expect(then.attempts.map(({ start }) => start)).toEqual([1])
})

it('has everything once it has completed', () => {
  expect(asItStood(detail, { ...node, status: 'completed', attempt: 2 }, 30)).toEqual(detail)
})
