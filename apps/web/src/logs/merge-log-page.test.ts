import type { LogLine, LogLinePage } from '@spane/api'
import { expect, it } from 'vitest'
import { mergeEarlierPage, mergeNewestPage, NO_LOG } from './merge-log-page.ts'

const line = (id: number): LogLine => ({
  id: String(id),
  nodeId: 'n',
  start: 1,
  at: '2026-01-01T00:00:00.000Z',
  level: 'info',
  message: String(id),
  fields: null,
})
/** The newest first, as the server answers. */
const page = (ids: number[], nextCursor: string | null = 'more'): LogLinePage => ({
  items: ids.map(line).reverse(),
  nextCursor,
})
const idsOf = ({ lines }: { lines: readonly LogLine[] }) => lines.map(({ id }) => Number(id))

it('adds what is new, and what was stored late under an earlier number', () => {
  const first = mergeNewestPage(NO_LOG, page([8, 9, 11]))
  expect(first.cursor).toBe('more')
  const second = mergeNewestPage(first, page([9, 10, 11, 100], 'other'))
  expect(idsOf(second)).toEqual([8, 9, 10, 11, 100])
  expect(second.cursor).toBe('more')
  expect(mergeNewestPage(second, page([11, 100]))).toBe(second)
})

it('starts over with the newest page when lines in between are missing', () => {
  const shown = mergeNewestPage(NO_LOG, page([1, 2]))
  expect(idsOf(mergeNewestPage(shown, page([5, 6], 'further')))).toEqual([5, 6])
  expect(idsOf(mergeNewestPage(shown, page([3, 4], null)))).toEqual([1, 2, 3, 4])
})

it('holds a bounded number of lines', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => index + 1)
  const shown = mergeNewestPage(NO_LOG, page(ids))
  expect(idsOf(mergeNewestPage(shown, page([4_999, 5_000, 5_001])))).toEqual([4_999, 5_000, 5_001])
})

it('puts earlier pages before, none twice', () => {
  const shown = mergeNewestPage(NO_LOG, page([5, 6]))
  const all = mergeEarlierPage(shown, page([3, 4, 5], null))
  expect(idsOf(all)).toEqual([3, 4, 5, 6])
  expect(all.cursor).toBeNull()
})
