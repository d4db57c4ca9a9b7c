import type { ExecutionChange } from '@spane/engine'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Pool } from '../trigger-context.ts'
import { EndWaiter } from './end-waiter.ts'

const waiters: EndWaiter[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const waiter of waiters.splice(0)) waiter.close()
})

/** A database that knows how these executions ended, and counts how often it is asked. */
function start(ended: Record<string, string> = {}) {
  const query = vi.fn(async ({ values: [ids] }: { values: [string[]] }) => ({
    rows: ids.flatMap((id) => (ended[id] ? [{ id, status: ended[id] }] : [])),
  }))
  let announce: (changes: ExecutionChange[]) => void = () => {}
  const bus = {
    subscribe(handler: typeof announce) {
      announce = handler
      return () => {}
    },
  }
  const waiter = new EndWaiter({ query } as unknown as Pool, bus, () => {})
  waiters.push(waiter)
  const tell = (change: Partial<ExecutionChange>) =>
    announce([{ executionId: 'e1', workspaceId: 'local', seq: 9, ...change }])
  return { waiter, query, tell }
}

const options = { timeoutMs: 60_000 }

describe('waiting for an end', () => {
  it('believes the bus, and asks the database for nothing', async () => {
    const { waiter, query, tell } = start()
    const waiting = waiter.wait('e1', { ...options, isNew: true })
    tell({ seq: 3 })
    tell({ ended: 'failed' })
    expect(await waiting).toBe('failed')
    expect(query).not.toHaveBeenCalled()
  })

  it('knows an end that was announced before somebody waited for it', async () => {
    const { waiter, query, tell } = start()
    tell({ ended: 'completed' })
    expect(await waiter.wait('e1', { ...options, isNew: true })).toBe('completed')
    expect(query).not.toHaveBeenCalled()
  })

  it('asks for an execution that somebody else has begun', async () => {
    const { waiter } = start({ e1: 'cancelled' })
    expect(await waiter.wait('e1', options)).toBe('cancelled')
  })

  it('asks twice a second, because the bus may lose a message', async () => {
    vi.useFakeTimers()
    const ended: Record<string, string> = {}
    const { waiter } = start(ended)
    const waiting = waiter.wait('e1', { ...options, isNew: true })
    ended.e1 = 'completed'
    await vi.advanceTimersByTimeAsync(500)
    expect(await waiting).toBe('completed')
  })

  it('asks at each change for those who wait for a node', async () => {
    const ended: Record<string, string> = {}
    const { waiter, query, tell } = start(ended)
    const waiting = waiter.wait('e1', { ...options, isNew: true, nodeIds: ['answer'] })
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(1))
    ended.e1 = 'running'
    tell({ seq: 4 })
    expect(await waiting).toBe('running')
  })
})
