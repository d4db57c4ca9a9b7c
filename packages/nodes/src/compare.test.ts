import { UnrecoverableNodeError } from '@spane/node-sdk'
import { expect, it } from 'vitest'
import { compare, type Operator } from './compare.ts'

it.each<[unknown, Operator, unknown, boolean]>([
  [5, 'equals', '5', true],
  ['5', 'equals', '5.0', false],
  [5, 'equals', '', false],
  [0, 'equals', '', false],
  [true, 'equals', 'True', true],
  [null, 'equals', undefined, true],
  [null, 'equals', '', false],
  [{ a: [1, { b: '2' }] }, 'equals', { a: [1, { b: 2 }] }, true],
  [{ a: 1 }, 'equals', { a: 1, b: 2 }, false],
  [{ constructor: 1 }, 'equals', { a: 1 }, false],
  [[], 'equals', {}, false],
  ['10', 'greater', '9', true],
  ['b', 'greater', 'a', true],
  ['2026-02-01', 'less', '2026-10-01', true],
  [3, 'greater-or-equal', '3', true],
  [3, 'less-or-equal', 2, false],
  [['a', 5], 'contains', '5', true],
  [{ key: 1 }, 'contains', 'key', true],
  [{ key: 1 }, 'contains', 'toString', false],
  ['haystack', 'not-contains', 'needle', true],
  ['abc', 'starts-with', 'ab', true],
  ['abc', 'ends-with', 'bc', true],
  ['true', 'is-true', undefined, true],
  [1, 'is-true', undefined, false],
  [false, 'is-false', undefined, true],
  [[], 'is-empty', undefined, true],
  [0, 'is-empty', undefined, false],
  [undefined, 'is-not-empty', undefined, false],
  [null, 'exists', undefined, false],
  ['', 'exists', undefined, true],
  [undefined, 'not-exists', undefined, true],
])('%j %s %j is %s', (left, operator, right, expected) => {
  expect(compare(left, operator, right)).toBe(expected)
})

it('refuses to put values in order that have none', () => {
  expect(() => compare(null, 'greater', 1)).toThrow(UnrecoverableNodeError)
  expect(() => compare([1], 'less', 2)).toThrow(UnrecoverableNodeError)
})
