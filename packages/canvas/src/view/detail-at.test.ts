import { expect, it } from 'vitest'
import { detailAt } from './detail-at.ts'

it('draws less the smaller the nodes are', () => {
  expect(detailAt(1, 'whole')).toBe('whole')
  expect(detailAt(0.6, 'whole')).toBe('large')
  expect(detailAt(0.4, 'whole')).toBe('plain')
  expect(detailAt(0.14, 'whole')).toBe('block')
})

it('does not change back and forth while the zoom wavers about a limit', () => {
  expect(detailAt(0.305, 'plain')).toBe('plain')
  expect(detailAt(0.305, 'block')).toBe('block')
  expect(detailAt(0.505, 'whole')).toBe('large')
  expect(detailAt(0.505, 'plain')).toBe('plain')
  expect(detailAt(0.53, 'plain')).toBe('large')
  expect(detailAt(0.705, 'large')).toBe('large')
  expect(detailAt(0.705, 'whole')).toBe('whole')
})
