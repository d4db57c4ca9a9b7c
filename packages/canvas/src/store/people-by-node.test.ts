import { expect, it } from 'vitest'
import { indexPeople, NOBODY } from './people-by-node.ts'

const person = (name: string, ...nodeIds: string[]) => ({ key: name, name, hue: 30, nodeIds })

it('lists who has selected a node', () => {
  const index = indexPeople([person('Ann', 'a', 'b'), person('Bob', 'b')], NOBODY)
  expect(index.get('b')?.map(({ name }) => name)).toEqual(['Ann', 'Bob'])
  expect(index.get('c')).toBeUndefined()
})

it('keeps the list of a node whose people stay, so that only what changed is drawn', () => {
  const before = indexPeople([person('Ann', 'a'), person('Bob', 'b')], NOBODY)
  const after = indexPeople([person('Ann', 'a'), person('Bob', 'c')], before)
  expect(after.get('a')).toBe(before.get('a'))
  expect(after.get('b')).toBeUndefined()
  expect(indexPeople([person('Eve', 'a')], before).get('a')).not.toBe(before.get('a'))
  expect(indexPeople([], before)).toBe(NOBODY)
})
