import { expect, it } from 'vitest'
import { boundsOf, frameMap } from './map-frame.ts'

const size = { width: 150, height: 96 }

it('shows all of the drawing and all of the view, in the middle', () => {
  const content = { x: 0, y: 0, width: 1_400, height: 400 }
  const view = { x: 200, y: 100, width: 300, height: 200 }
  const frame = frameMap(content, view, size)
  expect(frame.scale).toBe(10)
  expect(frame).toMatchObject({ x: -50, y: -280 })
})

it('makes room for a view that is beside the drawing', () => {
  const frame = frameMap({ x: 0, y: 0, width: 100, height: 100 }, { x: 2_700, y: 0, width: 100, height: 100 }, size)
  expect(frame.scale).toBe(20)
  expect(frame.x).toBe(-100)
})

it('shows the view alone where nothing is drawn', () => {
  expect(frameMap(undefined, { x: 0, y: 0, width: 140, height: 86 }, size)).toEqual({ x: -5, y: -5, scale: 1 })
  expect(boundsOf([])).toBeUndefined()
})
