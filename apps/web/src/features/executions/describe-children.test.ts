import { expect, it } from 'vitest'
import { describeChildren } from './describe-children.ts'

const none = { total: 0, more: false, completed: 0, failed: 0, active: 0 }

it('says how many children there are and how they stand', () => {
  expect(describeChildren({ ...none, total: 1, completed: 1 })).toBe('1 child: 1 completed')
  expect(describeChildren({ ...none, total: 12, completed: 8, failed: 2, active: 1 })).toBe(
    '12 children: 8 completed, 2 failed, 1 active, 1 cancelled',
  )
  expect(describeChildren({ ...none, total: 1_000, more: true, completed: 1_000 })).toBe('more than 1,000 children')
})
