import { expect, it } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { simulateExecutor } from './executor.ts'

it('stops with the reason when it is aborted', async () => {
  const controller = new AbortController()
  const running = simulateExecutor.execute(
    createContext({ signal: controller.signal, nodeConfig: { durationMs: 60_000 } }),
  )
  controller.abort(new Error('cancelled by a person'))
  await expect(running).rejects.toThrow('cancelled by a person')
})

it('works on when it is told to ignore that', async () => {
  const nodeConfig = { durationMs: 20, ignoreStop: true }
  const result = await simulateExecutor.execute(
    createContext({ signal: AbortSignal.abort(), nodeConfig, inputData: 1 }),
  )
  expect(result).toEqual({ success: true, data: 1 })
})
