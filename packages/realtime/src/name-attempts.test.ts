import { expect, it } from 'vitest'
import { nameAttempts } from './name-attempts.ts'

const start = (attempt: number, outcome: string) => ({ attempt, outcome })

it('counts the retries of a dead letter apart from its attempts', () => {
  const attempts = [
    start(1, 'failed'),
    start(2, 'timeout'),
    start(1, 'failed'),
    start(2, 'failed'),
    start(1, 'completed'),
  ]
  expect(nameAttempts(attempts)).toEqual([
    'Attempt 1',
    'Attempt 2',
    'Retry 1, attempt 1',
    'Retry 1, attempt 2',
    'Retry 2, attempt 1',
  ])
})

it('does not take a start that was lost for a retry', () => {
  expect(nameAttempts([start(1, 'lost'), start(1, 'failed'), start(2, 'released'), start(2, 'failed')])).toEqual([
    'Attempt 1',
    'Attempt 1',
    'Attempt 2',
    'Attempt 2',
  ])
})
