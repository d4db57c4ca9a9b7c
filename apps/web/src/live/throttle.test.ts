import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('calls at once and gathers what follows into one call an interval', () => {
  const action = vi.fn()
  const throttled = throttle(action, 100)
  throttled()
  throttled()
  throttled()
  expect(action).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(action).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(500)
  expect(action).toHaveBeenCalledTimes(2)
  throttled()
  expect(action).toHaveBeenCalledTimes(3)
})

it('drops what is still due when it is cancelled', () => {
  const action = vi.fn()
  const throttled = throttle(action, 100)
  throttled()
  throttled()
  throttled.cancel()
  vi.advanceTimersByTime(500)
  expect(action).toHaveBeenCalledTimes(1)
})
