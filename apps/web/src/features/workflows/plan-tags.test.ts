import { expect, it } from 'vitest'
import { planTags, tagStates } from './plan-tags.ts'

const tags = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() }))
const [a, b, c] = tags as [(typeof tags)[0], (typeof tags)[0], (typeof tags)[0]]

it('asks only for what was ticked otherwise, and leaves what some have as it is', () => {
  const before = tagStates([{ tags: [a, b] }, { tags: [a] }])
  expect([...before]).toEqual([
    ['a', true],
    ['b', 'indeterminate'],
  ])
  expect(planTags(tags, before, before, [])).toEqual({ add: [], remove: [] })
  const after = new Map([...before, [a.id, false] as const, [c.id, true] as const])
  expect(planTags(tags, before, after, ['New'])).toEqual({ add: ['C', 'New'], remove: ['a'] })
})
