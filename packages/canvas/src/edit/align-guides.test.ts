import { describe, expect, it } from 'vitest'
import { findGuides } from './align-guides.ts'

describe('findGuides', () => {
  const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height })

  it('draws one line through all that stand in it', () => {
    const { vertical, horizontal } = findGuides(box(0, 0), [box(0, 200), box(0, 400, 60)])
    expect(vertical.find(({ at }) => at === 0)).toEqual({ at: 0, from: 0, to: 450 })
    expect(vertical.find(({ at }) => at === 100)).toEqual({ at: 100, from: 0, to: 250 })
    expect(horizontal).toEqual([])
  })

  it('lines up middles of different sizes', () => {
    expect(findGuides(box(0, 0, 100, 50), [box(300, 10, 100, 30)]).horizontal).toEqual([{ at: 25, from: 0, to: 400 }])
  })
})
