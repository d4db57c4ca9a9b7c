import { expect, it } from 'vitest'
import { describeCancel, describeHold } from './describe-flow.ts'

it('names the key that an execution waits for', () => {
  expect(describeHold('acme')).toBe('Waiting for another execution of key acme')
  expect(describeHold('')).toBe('Waiting for another execution of this workflow')
  expect(describeHold('x'.repeat(100)).length).toBeLessThan(110)
})

it('says why an execution was cancelled when nobody asked for it', () => {
  expect(describeCancel('timeout')).toContain('timeout')
  expect(describeCancel('superseded')).toContain('newer execution')
  expect(describeCancel('skipped')).toContain('Skipped')
  expect([describeCancel('cancelled'), describeCancel(null)]).toEqual([undefined, undefined])
})
