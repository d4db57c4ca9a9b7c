import type { DeadLetterSummary } from '@spane/api'
import { expect, it } from 'vitest'
import { mergeKeptLetters } from './merge-kept-letters.ts'

const letter = (id: string, failedAt: string, status = 'open') => ({ id, failedAt, status }) as DeadLetterSummary

it('keeps a letter that left the filter at its place', () => {
  const listed = [letter('c', '2026-01-03T00:00:00Z'), letter('a', '2026-01-01T00:00:00Z')]
  const kept = [letter('b', '2026-01-02T00:00:00Z', 'resolved')]
  expect(mergeKeptLetters(listed, kept).map((item) => item.id)).toEqual(['c', 'b', 'a'])
})

it('prefers what the list says about a letter that it holds', () => {
  const listed = [letter('a', '2026-01-01T00:00:00Z', 'retrying')]
  expect(mergeKeptLetters(listed, [letter('a', '2026-01-01T00:00:00Z', 'open')])).toEqual(listed)
})
