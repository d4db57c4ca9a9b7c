import { describe, expect, it } from 'vitest'
import { holdStill } from './hold-still.ts'

const rows = (text: string) => text.split(' ').map((word) => ({ key: word[0] ?? '', text: word }))
const hold = (shown: string, latest: string) => {
  const held = holdStill(rows(shown), rows(latest), (row) => row.key)
  return [held.rows.map((row) => row.text).join(' '), held.fresh, ...held.gone]
}

describe('holdStill', () => {
  it('keeps places and takes the new contents', () => {
    expect(hold('a1 b1 c1', 'c2 a2 b1')).toEqual(['a2 b1 c2', 0])
  })
  it('keeps rows that left, and counts those that came', () => {
    expect(hold('a1 b1', 'x1 y1 b2')).toEqual(['a1 b2', 2, 'a'])
  })
  it('takes what comes behind the last row, as a next page does', () => {
    expect(hold('a1 b1', 'a1 b1 c1 d1')).toEqual(['a1 b1 c1 d1', 0])
  })
})
