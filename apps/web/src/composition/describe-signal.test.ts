import { expect, it } from 'vitest'
import { describeSignal, emptyAnswer, readAnswer } from './describe-signal.ts'

it('begins the answer with the fields that are asked for', () => {
  const answer = [{ name: 'approved', kind: 'yes-no' }, { name: 'amount', kind: 'number' }, { name: 'why' }]
  const { name, fields } = describeSignal({ name: 'Approval', answer })
  expect(name).toBe('Approval')
  expect(JSON.parse(emptyAnswer(fields))).toEqual({ approved: false, amount: null, why: '' })
})

it('makes the best of a config that is not its own', () => {
  expect(describeSignal({ name: '', answer: [null, { name: 5 }, { name: 'a', kind: 'toString' }] })).toEqual({
    name: undefined,
    instructions: undefined,
    fields: [{ name: 'a', kind: 'text' }],
  })
  expect(emptyAnswer(describeSignal({}).fields)).toBe('{}')
})

it('shows only objects as a form', () => {
  expect(readAnswer('{"a":1}')).toEqual({ a: 1 })
  for (const text of ['[1]', 'null', '5', '{']) expect(readAnswer(text)).toBeUndefined()
})
