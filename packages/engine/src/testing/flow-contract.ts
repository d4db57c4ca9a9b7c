import { describe, expect, it, vi } from 'vitest'
import { chain, deferred, type EngineHarness, type Execute } from './engine-harness.ts'

/** How an engine limits, orders and ends executions, on any store and backend (docs/flow-control.md). */
export function describeFlow({ open, ended }: EngineHarness): void {
  describe('flow control', () => {
    it('runs the executions of one key one after the other, and those of others beside them', async () => {
      const running = new Map<string, number>()
      let most = 0
      const work: Execute = async ({ inputData }) => {
        const { customer } = inputData as { customer: string }
        running.set(customer, (running.get(customer) ?? 0) + 1)
        most = Math.max(most, running.get(customer) ?? 0)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running.set(customer, (running.get(customer) ?? 0) - 1)
        return { success: true, data: inputData }
      }
      const engine = await open({ work })
      engine.registerWorkflow({
        ...chain('keyed', ['work', 'work']),
        settings: { concurrency: { key: '{{ input.customer }}', limit: 1, whenBusy: 'queue' } },
      })
      const ids = await Promise.all(
        Array.from({ length: 12 }, (_, index) => engine.enqueueWorkflow('keyed', { customer: `c${index % 2}` })),
      )
      for (const id of ids) expect((await ended(engine, id)).status).toBe('completed')
      expect(most).toBe(1)
    })

    it('skips a start while the workflow is busy', async () => {
      const { promise, resolve } = deferred()
      const engine = await open({ work: () => promise.then(() => ({ success: true })) })
      engine.registerWorkflow({
        ...chain('busy', ['work']),
        settings: { concurrency: { limit: 1, whenBusy: 'skip' } },
      })
      const first = await engine.enqueueWorkflow('busy')
      const second = await engine.enqueueWorkflow('busy')
      expect((await ended(engine, second)).status).toBe('cancelled')
      expect((await engine.store.readExecution(second))?.reason).toBe('skipped')
      resolve()
      expect((await ended(engine, first)).status).toBe('completed')
    })

    it('aborts what runs when the newest of a key is to win', async () => {
      const aborted = vi.fn()
      const work: Execute = ({ inputData, signal }) => {
        if (inputData === 'new') return { success: true, data: 'done' }
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted()
            reject(signal.reason)
          })
        })
      }
      const engine = await open({ work })
      engine.registerWorkflow({
        ...chain('newest', ['work']),
        settings: { concurrency: { limit: 1, whenBusy: 'cancel-running' } },
      })
      const first = await engine.enqueueWorkflow('newest', 'old')
      await expect
        .poll(async () => (await engine.store.readExecution(first))?.runningCount, { timeout: 10_000 })
        .toBe(1)
      const second = await engine.enqueueWorkflow('newest', 'new')
      expect((await ended(engine, second)).status).toBe('completed')
      expect((await ended(engine, first)).status).toBe('cancelled')
      await expect.poll(() => aborted.mock.calls.length, { timeout: 5_000 }).toBe(1)
    })

    it('refuses a start whose key has no value, and says which setting is to blame', async () => {
      const resolveConfig = async () => {
        throw new Error('customer is not defined')
      }
      const engine = await open({}, { resolveConfig, workers: 0 })
      engine.registerWorkflow({
        ...chain('bad-key', ['pass']),
        settings: { concurrency: { key: '{{ customer + 1 }}', limit: 1, whenBusy: 'queue' } },
      })
      await expect(engine.enqueueWorkflow('bad-key')).rejects.toMatchObject({
        code: 'BAD_INPUT',
        field: 'settings.concurrency.key',
        message: expect.stringContaining('customer is not defined'),
      })
    })

    it('starts what is to go first before what was queued earlier', async () => {
      const order: string[] = []
      const gate = deferred()
      const work: Execute = async ({ workflowId, nodeId }) => {
        if (workflowId === 'gate') await gate.promise
        else order.push(`${workflowId} ${nodeId}`)
        return { success: true, data: null }
      }
      const engine = await open({ work }, { workers: 1 })
      engine.registerWorkflow(chain('gate', ['work']))
      engine.registerWorkflow({ ...chain('later', ['work', 'work']), settings: { priority: 5 } })
      engine.registerWorkflow(chain('first', ['work', 'work']))
      const blocking = await engine.enqueueWorkflow('gate')
      await expect
        .poll(async () => (await engine.store.readExecution(blocking))?.runningCount, { timeout: 10_000 })
        .toBe(1)
      const later = await engine.enqueueWorkflow('later')
      const urgent = await engine.enqueueWorkflow('later', {}, { priority: 1 })
      const first = await engine.enqueueWorkflow('first')
      await expect.poll(async () => (await engine.getQueueStats()).waiting, { timeout: 10_000 }).toBe(3)
      gate.resolve()
      for (const id of [later, urgent, first]) await ended(engine, id)
      expect(order.slice(0, 2)).toEqual(['first n0', 'first n1'])
      const [laterRow, urgentRow] = await Promise.all([later, urgent].map((id) => engine.store.readExecution(id)))
      expect(urgentRow?.endedAt).toBeLessThanOrEqual(laterRow?.endedAt ?? 0)
    })

    it('refuses a priority that is none', async () => {
      const engine = await open({}, { workers: 0 })
      engine.registerWorkflow(chain('w', ['pass']))
      await expect(engine.enqueueWorkflow('w', {}, { priority: 10 })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        field: 'priority',
      })
    })

    it('cancels an execution at its deadline, and tells the executor within a second', async () => {
      let abortedAt = 0
      const hang: Execute = ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            abortedAt = Date.now()
            reject(signal.reason)
          })
        })
      const engine = await open({ hang })
      engine.registerWorkflow({ ...chain('slow', ['hang']), settings: { timeout: 100 } })
      const id = await engine.enqueueWorkflow('slow')
      expect((await ended(engine, id)).status).toBe('cancelled')
      const row = await engine.store.readExecution(id)
      expect(row?.reason).toBe('timeout')
      await expect.poll(() => abortedAt, { timeout: 5_000 }).toBeGreaterThan(0)
      expect(abortedAt - (row?.endedAt ?? 0)).toBeLessThan(1_000)
    })
  })
}
