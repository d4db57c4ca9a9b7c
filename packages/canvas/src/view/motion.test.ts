import { afterEach, expect, it, vi } from 'vitest'
import { fitViewOptions } from './fit-view.ts'
import { MOTION } from './motion.ts'

afterEach(() => vi.unstubAllGlobals())

it('moves, and does not where people asked for less motion', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  expect(MOTION.fast).toBeGreaterThan(0)
  expect(fitViewOptions({ width: 800 }).duration).toBeGreaterThan(0)
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  expect([MOTION.fast, MOTION.move, fitViewOptions({ width: 800 }).duration]).toEqual([0, 0, 0])
})
