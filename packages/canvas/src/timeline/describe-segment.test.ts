import { expect, it } from 'vitest'
import { buildTimeline } from './build-timeline.ts'
import { course } from './course.fixture.ts'
import { describeRow } from './describe-segment.ts'

it('says what the bars show', () => {
  const { rows } = buildTimeline(
    course(
      [0, 'running'],
      [0, 'a', 'ready'],
      [20, 'a', 'running'],
      [1_220, 'a', 'retrying', { attempt: 2 }],
      [2_220, 'a', 'running', { attempt: 2 }],
      [2_220, 'b', 'skipped'],
      [2_220, 'c', 'completed', { givenBy: 'pinned' }],
    ),
  )
  expect(rows.map((row) => describeRow(row, 5_220))).toEqual([
    'Queued for 20 ms. Attempt 1 ran 1.2 s, failed. Waited 1.0 s for attempt 2. Attempt 2 ran 3.0 s so far',
    'Skipped',
    'Its result was given; it did not run',
  ])
})
