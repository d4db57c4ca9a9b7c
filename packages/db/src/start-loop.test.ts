import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { startLoop } from './start-loop.ts'

describe('startLoop', () => {
  it('looks again after as long as the look said, and after a failure', async () => {
    vi.useFakeTimers()
    try {
      const look = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue(300)
      const onError = vi.fn()
      const loop = startLoop({ look, onError, retryMs: 50 })
      await vi.advanceTimersByTimeAsync(0)
      expect(onError).toHaveBeenCalledOnce()
      await vi.advanceTimersByTimeAsync(50)
      expect(look).toHaveBeenCalledTimes(2)
      await vi.advanceTimersByTimeAsync(299)
      expect(look).toHaveBeenCalledTimes(2)
      await vi.advanceTimersByTimeAsync(1)
      expect(look).toHaveBeenCalledTimes(3)
      await loop.close()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(look).toHaveBeenCalledTimes(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('closes when the look that is under way has ended, whose failure then nobody is told', async () => {
    let begin = () => {}
    const began = new Promise<void>((resolve) => {
      begin = resolve
    })
    const ended = vi.fn()
    const onError = vi.fn()
    const loop = startLoop({
      look: async (signal) => {
        begin()
        await delay(60_000, undefined, { signal }).finally(ended)
        return 0
      },
      onError,
      retryMs: 0,
    })
    await began
    await loop.close()
    expect(ended).toHaveBeenCalledOnce()
    expect(onError).not.toHaveBeenCalled()
  })
})
