import { randomUUID } from 'node:crypto'
import type { Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import type { Command } from '../execution/command.ts'
import { DEFAULT_WORKSPACE, type FollowUp, type IExecutionStateStore } from '../ports/execution-store.ts'
import { StoreDriver, sketchWorkflow } from './store-driver.ts'

type Settings = NonNullable<Workflow['settings']>

/** How a store holds concurrency keys, priorities and deadlines (docs/flow-control.md). */
export function describeFlowStore(name: string, open: () => Promise<IExecutionStateStore>): void {
  async function setUp(settings: Settings, edges = ['a>b']) {
    const store = await open()
    const workflow = sketchWorkflow({ edges, settings })
    const start = (concurrencyKey?: string, priority?: number) =>
      StoreDriver.start(store, workflow, {
        ...(concurrencyKey !== undefined && { concurrencyKey }),
        ...(priority !== undefined && { priority }),
      })
    return { store, workflow, start }
  }

  /** Does what commands left to be done on other executions; returns what that was. */
  async function followUp(...drivers: StoreDriver[]): Promise<string[]> {
    const rows = drivers.flatMap((driver) => driver.followUps.splice(0))
    for (const { executionId, kind } of rows) {
      const { outcomes } = await (drivers[0] as StoreDriver).store.apply([{ executionId, command: commandFor(kind) }])
      expect(outcomes).toEqual([{ ok: true }])
    }
    return rows.map(({ kind }) => kind)
  }

  const limited = (concurrency: Partial<Settings['concurrency']>): Settings => ({
    concurrency: { limit: 1, whenBusy: 'queue', ...concurrency },
  })

  describe(`${name}: concurrency keys`, () => {
    it('holds a start while its key is busy, and begins it in the order of arrival', async () => {
      const { store, start } = await setUp(limited({}))
      const first = await start('k')
      const second = await start('k')
      const third = await start('k')
      expect(await store.readExecution(second.executionId)).toMatchObject({
        status: 'queued',
        held: true,
        concurrencyKey: 'k',
      })
      expect(await second.claim('a')).toEqual({ ok: false, code: 'EXECUTION_HELD' })
      expect(await second.events()).toMatchObject([{ reason: 'started', heldKey: 'k' }, { nodeId: 'a' }])
      await first.run('a')
      await first.run('b')
      expect(await first.status()).toBe('completed')
      expect(await followUp(first)).toEqual(['admit'])
      const held = async () =>
        (await Promise.all([second, third].map(({ executionId }) => store.readExecution(executionId)))).map(
          (row) => row?.held,
        )
      expect((await held()).filter((each) => each === false)).toHaveLength(1)
      // Started within the same millisecond either may be the older one.
      const [next, last] = (await held())[0] === false ? [second, third] : [third, second]
      await next.run('a')
      await next.run('b')
      await followUp(next)
      await last.run('a')
      await last.run('b')
      for (const driver of [first, next, last]) await driver.checkInvariants()
    })

    it('counts each key and each workflow on its own', async () => {
      const { start, store } = await setUp(limited({}))
      const drivers = [await start('k'), await start('other'), await start('')]
      for (const { executionId } of drivers) expect((await store.readExecution(executionId))?.held).toBe(false)
    })

    it('lets in as many as the limit says, also of starts in one batch', async () => {
      const { store, workflow } = await setUp(limited({ limit: 2 }))
      const version = await store.saveVersion({ workspaceId: DEFAULT_WORKSPACE, workflow, publish: true })
      const requests = Array.from({ length: 5 }, () => ({
        executionId: randomUUID(),
        versionId: version.id,
        entryNodeId: 'a',
        input: '{}',
        concurrencyKey: 'k',
      }))
      await Promise.all([store.start(requests.slice(0, 2)), store.start(requests.slice(2))])
      const rows = await Promise.all(requests.map(({ executionId }) => store.readExecution(executionId)))
      expect(rows.filter((row) => row?.held === false)).toHaveLength(2)
    })

    it('records a start that is skipped as cancelled, with its reason', async () => {
      const { store, start } = await setUp(limited({ whenBusy: 'skip' }))
      const first = await start('k')
      const second = await start('k')
      expect(await store.readExecution(second.executionId)).toMatchObject({ status: 'cancelled', reason: 'skipped' })
      expect((await second.events()).at(-1)).toMatchObject({ status: 'cancelled', reason: 'skipped' })
      await second.checkInvariants()
      await first.run('a')
      await first.run('b')
      expect(await (await start('k')).status()).toBe('queued')
    })

    it('cancels what runs when the newest is to win', async () => {
      const { store, start } = await setUp(limited({ whenBusy: 'cancel-running' }))
      const first = await start('k')
      await first.claim('a')
      const second = await start('k')
      expect(await followUp(second)).toEqual(['supersede'])
      expect(await store.readExecution(first.executionId)).toMatchObject({ status: 'cancelled', reason: 'superseded' })
      await second.run('a')
      await second.run('b')
      await first.checkInvariants()
      await second.checkInvariants()
    })

    it('lets a paused one that waits be passed, and takes its turn again when it is resumed', async () => {
      const { store, start } = await setUp(limited({}))
      const first = await start('k')
      const paused = await start('k')
      expect(await paused.send({ type: 'pause' })).toEqual({ ok: true })
      const third = await start('k')
      await first.send({ type: 'cancel' })
      await followUp(first)
      expect((await store.readExecution(third.executionId))?.held).toBe(false)
      expect(await paused.send({ type: 'resume' })).toEqual({ ok: true })
      expect(await paused.status()).toBe('queued')
      await followUp(paused)
      expect((await store.readExecution(paused.executionId))?.held).toBe(true)
      await third.send({ type: 'cancel' })
      await followUp(third)
      await paused.run('a')
      await paused.run('b')
      await paused.checkInvariants()
    })

    it('finds who waits for nobody', async () => {
      const { store, start } = await setUp(limited({}))
      const first = await start('k')
      const second = await start('k')
      expect(await store.findStuckHeld(10)).toEqual([])
      await first.send({ type: 'cancel' })
      // Nobody follows up: as if the outbox row of the end had been lost.
      expect(await store.findStuckHeld(10)).toEqual([second.executionId])
      await second.send({ type: 'admitNext' })
      await second.run('a')
      expect(await store.findStuckHeld(10)).toEqual([])
    })

    it('counts one again whose dead letter is retried', async () => {
      const { store, start } = await setUp(limited({}))
      const first = await start('k')
      await first.runFailing('a')
      expect(await first.send({ type: 'retryDeadLetter', nodeId: 'a' })).toEqual({ ok: true })
      const second = await start('k')
      expect((await store.readExecution(second.executionId))?.held).toBe(true)
    })
  })

  describe(`${name}: priority`, () => {
    it('takes it from the workflow, and the start over it, to every wake-up', async () => {
      const { store, start } = await setUp({ priority: 5 })
      const driver = await start()
      expect((await store.readExecution(driver.executionId))?.priority).toBe(5)
      await driver.claim('a')
      const { effects } = await store.apply([
        { executionId: driver.executionId, command: await driver.completion('a') },
      ])
      expect(effects.dispatches).toMatchObject([{ nodeId: 'b', priority: 5 }])
      const urgent = await start(undefined, 0)
      expect((await store.readExecution(urgent.executionId))?.priority).toBe(0)
      await expect
        .poll(() => store.takeOutbox(10, 0), { timeout: 10_000 })
        .toContainEqual(expect.objectContaining({ executionId: driver.executionId, nodeId: 'b', priority: 5 }))
    })

    it('is given up for an execution that has waited too long behind others', async () => {
      const { store, start } = await setUp({ priority: 9 })
      const { executionId } = await start()
      const overdue = { executionId, command: { type: 'redispatch', nodeId: 'a', overdue: true } } as const
      const { effects } = await store.apply([overdue])
      expect(effects.dispatches).toMatchObject([{ nodeId: 'a', priority: 0 }])
      expect((await store.readExecution(executionId))?.priority).toBe(0)
    })
  })

  describe(`${name}: deadlines`, () => {
    it('cancels an execution at its deadline and not before, with everything that runs', async () => {
      const late = await (await setUp({ timeout: 3_600_000 })).start()
      expect(await late.send({ type: 'cancel', reason: 'timeout' })).toEqual({ ok: false, code: 'NOT_DUE' })
      const { store, start } = await setUp({ timeout: 20 })
      const early = await start()
      await early.claim('a')
      await expect.poll(() => early.send({ type: 'cancel', reason: 'timeout' })).toEqual({ ok: true })
      expect(await store.readExecution(early.executionId)).toMatchObject({ status: 'cancelled', reason: 'timeout' })
      expect(await early.complete('a')).toEqual({ ok: false, code: 'STALE_TOKEN' })
      expect((await early.events()).at(-1)).toMatchObject({ status: 'cancelled', reason: 'timeout' })
      await early.checkInvariants()
    })

    it('takes its timer back when it ends in time', async () => {
      const { store, start } = await setUp({ timeout: 1 })
      const driver = await start()
      await driver.run('a')
      await driver.run('b')
      const due = await store.takeOutbox(10, 60_000)
      expect(due.filter((row) => row.kind === 'timeout')).toEqual([])
    })

    it('does not count a pause', async () => {
      const { store, start } = await setUp({ timeout: 60_000 })
      const driver = await start()
      const deadlineAt = (await store.readExecution(driver.executionId))?.deadlineAt ?? 0
      await driver.send({ type: 'pause' })
      const { pausedAt } = (await store.readExecution(driver.executionId)) ?? {}
      await expect.poll(() => driver.send({ type: 'resume' })).toEqual({ ok: true })
      const resumed = await store.readExecution(driver.executionId)
      const resumedAt = Date.parse((await driver.events()).at(-1)?.at ?? '')
      expect(resumed?.deadlineAt).toBe(deadlineAt + resumedAt - (pausedAt ?? 0))
      expect(resumed?.pausedAt).toBeNull()
    })

    it('does not end a paused one, and gives a retried one its whole time again', async () => {
      const { store, start } = await setUp({ timeout: 20 })
      const driver = await start()
      await driver.send({ type: 'pause' })
      await expect
        .poll(() => driver.send({ type: 'cancel', reason: 'timeout' }))
        .toEqual({ ok: false, code: 'EXECUTION_PAUSED' })
      await driver.send({ type: 'resume' })
      await driver.runFailing('a')
      expect(await store.readExecution(driver.executionId)).toMatchObject({ status: 'failed', deadlineAt: null })
      await driver.send({ type: 'retryDeadLetter', nodeId: 'a' })
      const retriedAt = Date.parse((await driver.events()).at(-1)?.at ?? '')
      expect((await store.readExecution(driver.executionId))?.deadlineAt).toBe(retriedAt + 20)
    })
  })

  describe(`${name}: a node that waits for a limit`, () => {
    const limit = {
      type: 'limit',
      nodeId: 'a',
      of: 'rate-limit',
      name: 'http',
      limits: ['type/http'],
      deadLetterId: randomUUID(),
    } satisfies Partial<Command>

    it('waits without an attempt spent, keeps its slot for the next start, and gives it up with that', async () => {
      const { start } = await setUp({})
      const driver = await start()
      await driver.claim('a')
      expect(await driver.send({ ...limit, token: 1, delay: 0 })).toEqual({ ok: true })
      const waiting = await driver.node('a')
      expect(waiting).toMatchObject({ status: 'retrying', attempt: 1, wait: { kind: 'limit', name: 'http' } })
      expect((await driver.events()).at(-1)).toMatchObject({ reason: 'rate-limited', limitedBy: 'http' })
      await expect.poll(() => driver.send({ type: 'wake', nodeId: 'a' })).toEqual({ ok: true })
      await driver.claim('a')
      expect(await driver.node('a')).toMatchObject({ attempt: 1, starts: 2, wait: { slotAt: waiting.wakeAt } })
      await driver.fail('a')
      expect(await driver.node('a')).toMatchObject({ status: 'retrying', attempt: 2, wait: null })
      await driver.checkInvariants()
    })

    it('is found by its circuit, and goes on before its time when that was closed by hand', async () => {
      const { store, start } = await setUp({})
      const driver = await start()
      await driver.claim('a')
      const circuitId = `node/w/${randomUUID()}`
      await driver.send({ ...limit, of: 'circuit', limits: [circuitId], token: 1, delay: 3_600_000 })
      const { workspaceId } = (await store.readExecution(driver.executionId)) as { workspaceId: string }
      const find = (id: string) => store.findWaitingForCircuit({ workspaceId, circuitId: id, limit: 10 })
      expect(await find('another')).toEqual([])
      expect(await find(circuitId)).toEqual([{ executionId: driver.executionId, nodeId: 'a' }])
      const wake = { type: 'wake', nodeId: 'a' } as const
      expect(await driver.send({ ...wake, closedCircuit: 'another' })).toEqual({ ok: false, code: 'NOT_DUE' })
      expect(await driver.send({ ...wake, closedCircuit: circuitId })).toEqual({ ok: true })
      expect(await driver.node('a')).toMatchObject({ status: 'ready', attempt: 1 })
      expect(await find(circuitId)).toEqual([])
      await driver.checkInvariants()
    })

    it('is refused under an older token', async () => {
      const { start } = await setUp({})
      const driver = await start()
      await driver.claim('a')
      expect(await driver.send({ ...limit, token: 0, delay: 0 })).toEqual({ ok: false, code: 'STALE_TOKEN' })
    })
  })
}

function commandFor(kind: FollowUp['kind']): Command {
  return kind === 'supersede' ? { type: 'cancel', reason: 'superseded' } : { type: 'admitNext' }
}
