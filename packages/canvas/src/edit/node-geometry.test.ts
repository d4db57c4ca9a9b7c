import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFreePosition, GRID, type Rect } from './node-geometry.ts'

const rects = fc.array(
  fc.record({
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -500, max: 500 }),
    width: fc.constant(224),
    height: fc.integer({ min: 48, max: 200 }),
  }),
  { maxLength: 30 },
)

describe('findFreePosition', () => {
  it('finds a place on the grid that covers nothing, at or below the wanted one', () => {
    fc.assert(
      fc.property(rects, fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }), (taken, x, y) => {
        const size = { width: 224, height: 74 }
        const place = findFreePosition({ x, y }, size, taken)
        expect(place.x % GRID).toBeCloseTo(0)
        expect(place.y % GRID).toBeCloseTo(0)
        expect(place.y).toBeGreaterThanOrEqual(y - GRID)
        expect(taken.some((rect) => covers({ ...place, ...size }, rect))).toBe(false)
      }),
    )
  })
})

function covers(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
