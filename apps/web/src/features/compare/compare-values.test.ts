import { expect, it } from 'vitest'
import { compareValues } from './compare-values.ts'

const payload = (value: unknown) => ({ text: JSON.stringify(value), bytes: 1, truncated: false })

it('names what differs by its place', () => {
  expect(compareValues(payload({ a: 1, b: [1, 2] }), payload({ a: 1, b: [1, 3], c: null }))).toEqual({
    kind: 'changes',
    changes: [
      { path: 'b[1]', before: 2, after: 3 },
      { path: 'c', before: undefined, after: null },
    ],
  })
})

it('finds no difference in the order of keys', () => {
  expect(compareValues(payload({ a: 1, b: 2 }), payload({ b: 2, a: 1 }))).toEqual({ kind: 'same' })
})

it('says what keeps it from comparing', () => {
  expect(compareValues(null, payload(1))).toEqual({ kind: 'missing', side: 'first' })
  expect(compareValues(null, null)).toEqual({ kind: 'missing', side: 'both' })
  const cut = { text: '{"a":', bytes: 9_000, truncated: true }
  expect(compareValues(cut, payload(1))).toEqual({ kind: 'too-large', bytes: 9_000 })
})
