import { expect, it } from 'vitest'
import { describeEnds } from './describe-ends.ts'

it('says in a sentence which ends of which workflows start it', () => {
  expect(describeEnds({ statuses: ['failed'], workflows: null })).toBe('When an execution of any other workflow fails.')
  const workflows = [
    { id: 'a', name: 'Orders' },
    { id: 'b', name: 'Mail' },
  ]
  expect(describeEnds({ statuses: ['failed', 'completed', 'cancelled'], workflows })).toBe(
    'When an execution of “Orders” or “Mail” fails, completes, or is cancelled.',
  )
})
