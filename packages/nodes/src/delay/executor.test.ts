import { expect, it } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { delayExecutor } from './executor.ts'

async function waitUntilOf(nodeConfig: Record<string, unknown>): Promise<number> {
  const result = await delayExecutor.execute(createContext({ nodeConfig }))
  if (result.waitUntil === undefined) throw new Error('it does not wait')
  return result.waitUntil
}

it('asks to be woken after the duration', async () => {
  const before = Date.now()
  const month = 30 * 24 * 60 * 60 * 1_000
  const waitUntil = await waitUntilOf({ amount: 30, unit: 'days' })
  expect(waitUntil).toBeGreaterThanOrEqual(before + month)
  expect(waitUntil).toBeLessThanOrEqual(Date.now() + month)
})

it('asks to be woken at a time', async () => {
  expect(await waitUntilOf({ mode: 'until', until: '2090-01-01T00:00:00Z' })).toBe(Date.UTC(2090, 0, 1))
})

it('refuses to wait for more than 100 years', async () => {
  const waiting = delayExecutor.execute(createContext({ nodeConfig: { amount: 1e9, unit: 'days' } }))
  await expect(waiting).rejects.toMatchObject({ code: 'BAD_DELAY' })
})
