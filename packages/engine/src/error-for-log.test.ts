import { expect, it } from 'vitest'
import { errorForLog } from './error-for-log.ts'

it('tells what went wrong and where, with causes, and nothing that was hung on the error', () => {
  const driver = Object.assign(new TypeError('new row violates a check'), {
    code: '23514',
    detail: 'Failing row contains (payload).',
    parameters: ['payload'],
  })
  const logged = errorForLog(new Error('could not save', { cause: driver }))
  expect(logged).toMatchObject({
    type: 'Error',
    message: 'could not save',
    stack: expect.stringMatching(/^ {4}at .*error-for-log\.test/),
    cause: { type: 'TypeError', message: 'new row violates a check', code: '23514' },
  })
  expect(JSON.stringify(logged)).not.toContain('payload')
})

it('copes with what is no error, with long messages and with causes in a circle', () => {
  expect(errorForLog('away')).toEqual({ type: 'string', message: 'away' })
  expect(errorForLog(new Error('x'.repeat(5_000))).message).toHaveLength(1_001)
  const circle = new Error('round')
  circle.cause = circle
  expect(JSON.stringify(errorForLog(circle)).match(/round/g)).toHaveLength(6)
})
