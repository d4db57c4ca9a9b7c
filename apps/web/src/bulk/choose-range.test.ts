import { expect, it } from 'vitest'
import { chooseRange } from './choose-range.ts'

it('chooses the rows between two, in either direction, and one alone without a first', () => {
  const rows = ['a', 'b', 'c', 'd']
  expect(chooseRange(rows, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(chooseRange(rows, 'c', 'a')).toEqual(['a', 'b', 'c'])
  expect(chooseRange(rows, undefined, 'c')).toEqual(['c'])
  expect(chooseRange(rows, 'gone', 'c')).toEqual(['c'])
})
