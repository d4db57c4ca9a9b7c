import { expect, it } from 'vitest'
import { diffValues } from './diff-values.ts'

it('marks one entry where one was put in at the head of a list', () => {
  expect(diffValues({ list: ['a', 'b', 'c'] }, { list: ['x', 'a', 'b', 'c'] })).toEqual([
    { path: 'list[0]', before: undefined, after: 'x' },
  ])
  expect(diffValues([1, 2, 3], [2, 3])).toEqual([{ path: '[0]', before: 1, after: undefined }])
})

it('finds an entry again by what names it, and says what changed in it', () => {
  const before = [
    { id: 7, name: 'Ada', age: 36 },
    { id: 8, name: 'Alan', age: 41 },
  ]
  const after = [
    { id: 9, name: 'Grace', age: 85 },
    { id: 7, name: 'Ada', age: 37 },
    { id: 8, name: 'Alan', age: 41 },
  ]
  expect(diffValues(before, after)).toEqual([
    { path: '[0]', before: undefined, after: { id: 9, name: 'Grace', age: 85 } },
    { path: '[1].age', before: 36, after: 37 },
  ])
})

it('pairs entries without a name in their order', () => {
  expect(diffValues([1, 2, 3], [1, 9, 8, 3])).toEqual([
    { path: '[1]', before: 2, after: 9 },
    { path: '[2]', before: undefined, after: 8 },
  ])
  expect(diffValues([{ a: { b: 1 }, c: 1 }], [{ c: 1, a: { b: 2 } }])).toEqual([
    { path: '[0].a.b', before: 1, after: 2 },
  ])
})

it('goes by index where two lists have little in common, and is done soon', () => {
  const long = (offset: number) => Array.from({ length: 2_000 }, (_, index) => index * 2 + offset)
  const changes = diffValues(long(0), long(1))
  expect(changes).toHaveLength(2_000)
  expect(changes[3]).toEqual({ path: '[3]', before: 6, after: 7 })
})

it('finds nothing in the order of keys, in lists either', () => {
  expect(diffValues([{ a: 1, b: { c: 2, d: 3 } }], [{ b: { d: 3, c: 2 }, a: 1 }])).toEqual([])
  expect(diffValues([], [])).toEqual([])
})
