import { expect, it } from 'vitest'
import { parseFieldPath, setPath } from './set-path.ts'

it('makes a __proto__ segment an own property and pollutes nothing', () => {
  const result = setPath({}, parseFieldPath('__proto__.polluted'), 'yes')
  expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":"yes"}}')
  expect(({} as { polluted?: string }).polluted).toBeUndefined()
})

it('does not change what it is given', () => {
  const given = { a: { b: [1, 2] }, c: {} }
  const result = setPath(given, ['a', 'b', '1'], 3) as typeof given
  expect(result).toEqual({ a: { b: [1, 3] }, c: {} })
  expect(given.a.b).toEqual([1, 2])
  expect(result.c).toBe(given.c)
})

it('replaces what is in the way of a path', () => {
  expect(setPath({ a: 5 }, ['a', 'b'], 1)).toEqual({ a: { b: 1 } })
})
