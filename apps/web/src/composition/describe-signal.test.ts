import { expect, it } from 'vitest'
import { describeSignal } from './describe-signal.ts'

it('begins the payload with the fields that are asked for', () => {
  const answer = [{ name: 'approved', kind: 'yes-no' }, { name: 'amount', kind: 'number' }, { name: 'why' }]
  const { name, payload } = describeSignal({ name: 'Approval', answer })
  expect(name).toBe('Approval')
  expect(JSON.parse(payload)).toEqual({ approved: false, amount: 0, why: '' })
})

it('makes the best of a config that is not its own', () => {
  expect(describeSignal({ name: '', answer: [null, { name: 5 }, { name: 'a', kind: 'toString' }] })).toEqual({
    name: undefined,
    instructions: undefined,
    payload: '{\n  "a": ""\n}',
  })
  expect(describeSignal({}).payload).toBe('{}')
})
