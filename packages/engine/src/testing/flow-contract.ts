import { describe, expect, it, vi } from 'vitest'
import { createApiHandler } from '../http/create-api-handler.ts'
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

    it('begins the next one although the process that ended the one before died right after it', async () => {
      const engine = await open({}, { workers: 0 })
      engine.registerWorkflow({
        ...chain('next', ['pass']),
        settings: { concurrency: { limit: 1, whenBusy: 'queue' } },
      })
      const first = await engine.enqueueWorkflow('next')
      const second = await engine.enqueueWorkflow('next')
      expect((await engine.store.readExecution(second))?.held).toBe(true)
      // Straight at the store: committed, and nobody does what the commit left to be done.
      expect(await engine.store.updateNodeResult(first, 'n0', { success: true })).toBe(true)
      expect((await engine.store.readExecution(first))?.status).toBe('completed')
      expect((await engine.store.readExecution(second))?.held).toBe(true)
      await engine.startWorkers(2)
      expect((await ended(engine, second)).status).toBe('completed')
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
      engine.registerWorkflow({ ...chain('slow', ['hang']), settings: { timeout: 1_000 } })
      const id = await engine.enqueueWorkflow('slow')
      expect((await ended(engine, id)).status).toBe('cancelled')
      const row = await engine.store.readExecution(id)
      expect(row?.reason).toBe('timeout')
      await expect.poll(() => abortedAt, { timeout: 5_000 }).toBeGreaterThan(0)
      expect(abortedAt - (row?.endedAt ?? 0)).toBeLessThan(1_000)
    })

    it('spreads the starts of a limited node over all executions, and holds up nothing else', async () => {
      const starts: number[] = []
      const call: Execute = ({ attempt }) => {
        starts.push(Date.now())
        return { success: true, data: attempt }
      }
      const engine = await open({ call }, { defaults: { retries: 0 } })
      engine.registerWorkflow({
        id: 'limited',
        name: 'Limited',
        nodes: [{ id: 'a', type: 'call', settings: { rateLimit: { limit: 2, per: 300 } } }],
      })
      engine.registerWorkflow(chain('free', ['pass']))
      const ids = await Promise.all(Array.from({ length: 7 }, () => engine.enqueueWorkflow('limited')))
      await ended(engine, await engine.enqueueWorkflow('free'))
      expect(starts.length).toBeLessThan(7)
      const executions = await Promise.all(ids.map((id) => ended(engine, id)))
      expect(executions.map(({ nodeResults }) => nodeResults.a?.data)).toEqual(ids.map(() => 1))
      // Two at once, and five more at one each 150 ms after the first 300: the last after 900.
      expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(750)
      const events = (await Promise.all(ids.map((id) => engine.store.readEvents(id, 0, 100)))).flat()
      expect(events.filter((event) => event.reason === 'rate-limited')).toHaveLength(5)
      expect((await engine.listLimits()).map(({ name }) => name)).toContain('a')
    })

    it('limits a node by a value of its input, and a node type over all workflows', async () => {
      const order: string[] = []
      const call: Execute = ({ inputData }) => {
        order.push((inputData as { tenant: string }).tenant)
        return { success: true }
      }
      const engine = await open({ call, typed: call }, { rateLimits: { typed: { limit: 1, per: 250 } } })
      engine.registerWorkflow({
        id: 'by-tenant',
        name: 'By tenant',
        nodes: [
          { id: 'a', type: 'call', settings: { rateLimit: { limit: 1, per: 60_000, key: '{{ input.tenant }}' } } },
        ],
      })
      const first = await engine.enqueueWorkflow('by-tenant', { tenant: 'x' })
      await ended(engine, first)
      const held = await engine.enqueueWorkflow('by-tenant', { tenant: 'x' })
      await ended(engine, await engine.enqueueWorkflow('by-tenant', { tenant: 'y' }))
      await expect
        .poll(async () => (await engine.store.readNodeRuns(held))[0], { timeout: 10_000 })
        .toMatchObject({ status: 'retrying', attempt: 1, wait: { kind: 'limit', name: 'a, x' } })
      expect(order).toEqual(['x', 'y'])
      await engine.cancelWorkflow(held)

      engine.registerWorkflow(chain('t1', ['typed']))
      engine.registerWorkflow(chain('t2', ['typed']))
      const both = await Promise.all(['t1', 't2'].map((id) => engine.enqueueWorkflow(id, { tenant: id })))
      const rows = []
      for (const id of both) {
        await ended(engine, id)
        rows.push(await engine.store.readExecution(id))
      }
      const [one, two] = rows.map((row) => row?.endedAt ?? 0)
      expect(Math.abs((one ?? 0) - (two ?? 0))).toBeGreaterThan(150)
    })

    it('gives the time of a cancelled one to those who come later', async () => {
      const engine = await open({ call: () => ({ success: true }) })
      engine.registerWorkflow({
        id: 'slots',
        name: 'Slots',
        nodes: [{ id: 'a', type: 'call', settings: { rateLimit: { limit: 1, per: 60_000 } } }],
      })
      await ended(engine, await engine.enqueueWorkflow('slots'))
      const waits = async (id: string) => {
        const read = async () => (await engine.store.readNodeRuns(id))[0]
        await expect.poll(async () => (await read())?.status, { timeout: 10_000 }).toBe('retrying')
        return (await read())?.wakeAt ?? 0
      }
      const cancelled = await engine.enqueueWorkflow('slots')
      const slot = await waits(cancelled)
      const behind = await waits(await engine.enqueueWorkflow('slots'))
      expect(behind).toBeGreaterThan(slot + 30_000)
      await engine.cancelWorkflow(cancelled)
      await expect
        .poll(async () => (await engine.listLimits())[0]?.wait, { timeout: 10_000 })
        .toBeLessThanOrEqual(60_000)
      expect(await waits(await engine.enqueueWorkflow('slots'))).toBeLessThan(slot + 5_000)
    })

    it('stops calling what fails, has nodes wait without an attempt spent, and goes on when one succeeds', async () => {
      let down = true
      const calls: string[] = []
      const call: Execute = ({ executionId }) => {
        calls.push(executionId)
        if (down) throw new Error('unreachable')
        return { success: true, data: 'answered' }
      }
      const engine = await open({ call }, { defaults: { retries: 0 } })
      engine.registerWorkflow({
        id: 'breaking',
        name: 'Breaking',
        nodes: [{ id: 'a', type: 'call', settings: { circuitBreaker: { failures: 2, cooldown: 500 } } }],
      })
      for (let index = 0; index < 2; index++) await ended(engine, await engine.enqueueWorkflow('breaking'))
      await expect.poll(async () => (await engine.listLimits())[0], { timeout: 5_000 }).toMatchObject({ phase: 'open' })
      const waiting = await engine.enqueueWorkflow('breaking')
      await expect
        .poll(async () => (await engine.store.readNodeRuns(waiting))[0], { timeout: 10_000 })
        .toMatchObject({ status: 'retrying', attempt: 1, wait: { of: 'circuit', name: 'a' } })
      down = false
      expect((await ended(engine, waiting)).nodeResults.a).toMatchObject({ data: 'answered', attempts: 1 })
      const events = await engine.store.readEvents(waiting, 0, 100)
      expect(events).toContainEqual(expect.objectContaining({ reason: 'circuit-open', limitedBy: 'a' }))
      await expect.poll(() => engine.listLimits(), { timeout: 5_000 }).toEqual([])
      expect(calls.filter((id) => id === waiting)).toHaveLength(1)
    })

    it('closes a circuit by hand, which lets go what waits for it, and refuses to when there is none', async () => {
      let broken = true
      const call: Execute = () => {
        if (broken) throw new Error('unreachable')
        return { success: true, data: null }
      }
      const engine = await open({ call }, { defaults: { retries: 0 } })
      engine.registerWorkflow({
        id: 'by-hand',
        name: 'By hand',
        nodes: [{ id: 'a', type: 'call', settings: { circuitBreaker: { failures: 1, cooldown: 3_600_000 } } }],
      })
      await ended(engine, await engine.enqueueWorkflow('by-hand'))
      await expect.poll(async () => (await engine.listLimits())[0], { timeout: 5_000 }).toMatchObject({ phase: 'open' })
      const [circuit] = await engine.listLimits()
      const waiting = await engine.enqueueWorkflow('by-hand')
      const nodes = () => engine.store.readNodeRuns(waiting)
      await expect.poll(async () => (await nodes())[0]?.status, { timeout: 5_000 }).toBe('retrying')
      broken = false
      await engine.closeCircuit(circuit?.id ?? '')
      expect((await ended(engine, waiting)).status).toBe('completed')
      expect(await engine.listLimits()).toEqual([])
      await expect(engine.closeCircuit(circuit?.id ?? '')).rejects.toMatchObject({ code: 'CIRCUIT_NOT_FOUND' })
    })

    it('refuses starts while too much waits, says when to come back, and lets what runs go on (9.7)', async () => {
      const group = `overload-${Date.now()}`
      const engine = await open({}, { maxQueueDepth: 3, workers: 0, group })
      engine.registerWorkflow(chain('w', ['pass', 'pass', 'pass']))
      const ids = await Promise.all(['a', 'b', 'c'].map((input) => engine.enqueueWorkflow('w', input)))
      const refusal = { code: 'OVERLOADED', retryAfter: expect.any(Number) }
      await expect(engine.enqueueWorkflow('w')).rejects.toMatchObject(refusal)
      const handle = createApiHandler(engine)
      const response = await handle(new Request('http://localhost/api/workflows/w/execute', { method: 'POST' }))
      expect(response.status).toBe(429)
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(await response.json()).toMatchObject({ code: 'OVERLOADED' })
      // Another process with the same limit works it off: what it readies by itself is not refused.
      const worker = await open({}, { maxQueueDepth: 1, workers: 2, group })
      for (const id of ids) expect((await ended(worker, id)).status).toBe('completed')
      await expect.poll(() => engine.enqueueWorkflow('w').then(() => 'taken'), { timeout: 10_000 }).toBe('taken')
    })

    it('lists limits and closes circuits over the REST API', async () => {
      const engine = await open({ call: () => Promise.reject(new Error('down')) }, { defaults: { retries: 0 } })
      engine.registerWorkflow({
        id: 'rest',
        name: 'Rest',
        nodes: [{ id: 'a', type: 'call', settings: { circuitBreaker: { failures: 1, cooldown: 60_000 } } }],
      })
      await ended(engine, await engine.enqueueWorkflow('rest'))
      const handle = createApiHandler(engine)
      const list = async () => (await handle(new Request('http://localhost/api/limits'))).json()
      await expect.poll(list, { timeout: 5_000 }).toMatchObject({ items: [{ kind: 'circuit', phase: 'open' }] })
      const { items } = (await list()) as { items: { id: string }[] }
      const close = (id: unknown) =>
        handle(
          new Request('http://localhost/api/limits/close-circuit', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ id }),
          }),
        )
      expect((await close(items[0]?.id)).status).toBe(200)
      expect((await close(items[0]?.id)).status).toBe(404)
      expect((await close(7)).status).toBe(400)
      expect(await list()).toEqual({ items: [] })
    })
  })
}
