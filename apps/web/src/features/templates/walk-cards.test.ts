import { expect, it } from 'vitest'
import { findNext } from './walk-cards.ts'

// 0 1 2
// 3 4
const GRID = [
  { left: 0, top: 0 },
  { left: 100, top: 0 },
  { left: 200, top: 0 },
  { left: 0, top: 50 },
  { left: 100, top: 50 },
]

it.each([
  [0, 'ArrowRight', 1],
  [2, 'ArrowRight', 3],
  [4, 'ArrowRight', undefined],
  [0, 'ArrowLeft', undefined],
  [1, 'ArrowDown', 4],
  [2, 'ArrowDown', 4],
  [4, 'ArrowUp', 1],
  [1, 'ArrowUp', undefined],
  [1, 'Tab', undefined],
])('from card %i %s leads to %s', (from, key, to) => {
  expect(findNext(GRID, from, key)).toBe(to)
})
