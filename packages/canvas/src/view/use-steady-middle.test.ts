import { describe, expect, it } from 'vitest'
import { shiftOfMiddle } from './use-steady-middle.ts'

describe('shiftOfMiddle', () => {
  it('follows the middle when a panel takes room, and when it gives it back', () => {
    expect(shiftOfMiddle(600, 300)).toBe(-150)
    expect(shiftOfMiddle(300, 600)).toBe(150)
  })

  it('leaves the nodes where they are for a bar or a banner', () => {
    expect(shiftOfMiddle(600, 560)).toBe(0)
  })

  it('takes no part in showing and hiding the canvas', () => {
    expect(shiftOfMiddle(0, 600)).toBe(0)
    expect(shiftOfMiddle(600, 0)).toBe(0)
  })
})
