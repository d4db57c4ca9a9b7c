import { listTriggerRows } from '@spane/db'
import { EngineError } from '@spane/engine'
import { expect, it } from 'vitest'
import { runDueTriggers } from './run-due-triggers.ts'
import { syncTriggers } from './sync-triggers.ts'
import { setUpTriggers } from './testing/triggers.fixture.ts'

const everyMinute = { pattern: '* * * * *', timeZone: 'UTC', catchUp: 'all' }

it('starts the published version at each tick, at its trigger, once', async () => {
  await using fixture = await setUpTriggers()
  const version = await fixture.publish('minutely', 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  await runDueTriggers(fixture.context)
  expect(await fixture.startedAt('minutely')).toEqual([])

  fixture.setTime('2026-01-01T00:01:00Z')
  await runDueTriggers(fixture.context)
  await runDueTriggers(fixture.context)
  expect(await fixture.startedAt('minutely')).toEqual(['2026-01-01T00:01:00.000Z'])
  const { rows } = await fixture.pool.query('SELECT version_id, entry_node_id FROM execution')
  expect(rows).toEqual([{ version_id: version.id, entry_node_id: 'start' }])
})

it('neither doubles nor misses a tick when several processes look at the same time', async () => {
  await using fixture = await setUpTriggers()
  for (const name of ['a', 'b', 'c']) await fixture.publish(name, 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  const processes = [fixture.context, fixture.openContext(), fixture.openContext()]
  for (let minute = 1; minute <= 15; minute += 1) {
    fixture.setTime(`2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`)
    await Promise.all(processes.map((context) => runDueTriggers(context)))
  }
  const ticks = Array.from({ length: 15 }, (_, index) => new Date(Date.UTC(2026, 0, 1, 0, index + 1)).toISOString())
  for (const name of ['a', 'b', 'c']) expect(await fixture.startedAt(name)).toEqual(ticks)
})

it('starts a tick once that was started by a process which died before it could say so', async () => {
  await using fixture = await setUpTriggers()
  await fixture.publish('minutely', 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  fixture.setTime('2026-01-01T00:01:00Z')
  const { engine } = fixture.context
  const dying = {
    ...fixture.context,
    engine: {
      store: engine.store,
      startVersion: async (request: Parameters<typeof engine.startVersion>[0]) => {
        await engine.startVersion(request)
        throw new Error('killed')
      },
    },
  }
  await expect(runDueTriggers(dying)).rejects.toThrow('killed')
  await runDueTriggers(fixture.openContext())
  expect(await fixture.startedAt('minutely')).toEqual(['2026-01-01T00:01:00.000Z'])
  const { rows } = await fixture.pool.query('SELECT status, execution_id IS NOT NULL AS linked FROM trigger_delivery')
  expect(rows).toEqual([{ status: 'started', linked: true }])
})

it('starts a tick that was written and not started when the database went away', async () => {
  await using fixture = await setUpTriggers()
  await fixture.publish('minutely', 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  fixture.setTime('2026-01-01T00:01:00Z')
  const { engine } = fixture.context
  const away = { store: engine.store, startVersion: () => Promise.reject(new EngineError('STORE_UNAVAILABLE', 'away')) }
  await expect(runDueTriggers({ ...fixture.context, engine: away })).rejects.toThrow('away')
  await runDueTriggers(fixture.context)
  expect(await fixture.startedAt('minutely')).toEqual(['2026-01-01T00:01:00.000Z'])
})

it.each([
  ['skip', []],
  ['one', ['2026-01-01T04:00:00.000Z']],
  ['all', [1, 2, 3, 4].map((hour) => `2026-01-01T0${hour}:00:00.000Z`)],
])('catches up after a night without a process as it was told: %s', async (catchUp, expected) => {
  await using fixture = await setUpTriggers()
  await fixture.publish('hourly', 'cron-trigger', { pattern: '0 * * * *', timeZone: 'UTC', catchUp })
  await syncTriggers(fixture.context)
  fixture.setTime('2026-01-01T04:30:00Z')
  await runDueTriggers(fixture.context)
  expect(await fixture.startedAt('hourly')).toEqual(expected)
})

it('starts nothing for triggers that are paused, deleted or no longer published', async () => {
  await using fixture = await setUpTriggers()
  for (const name of ['paused', 'deleted', 'changed']) await fixture.publish(name, 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  await fixture.pool.query(`UPDATE trigger SET active = false WHERE workflow_id = 'paused'`)
  await fixture.pool.query(`UPDATE workflow SET deleted_at = now() WHERE id = 'deleted'`)
  await fixture.publish('changed', 'manual-trigger', {})
  fixture.setTime('2026-01-01T00:05:00Z')
  await runDueTriggers(fixture.context)
  await syncTriggers(fixture.context)
  await runDueTriggers(fixture.context)
  for (const name of ['paused', 'deleted', 'changed']) expect(await fixture.startedAt(name)).toEqual([])
})

it('keeps the tick that is due and the switch when the workflow is published again', async () => {
  await using fixture = await setUpTriggers()
  await fixture.publish('minutely', 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  await fixture.pool.query('UPDATE trigger SET active = false')
  const [before] = await listTriggerRows(fixture.pool, 'local', 'minutely')
  fixture.setTime('2026-01-01T00:03:00Z')
  await fixture.context.engine.publishWorkflow({
    id: 'minutely',
    name: 'Another name',
    nodes: [
      { id: 'start', type: 'cron-trigger', config: everyMinute },
      { id: 'more', type: 'transform', config: {} },
    ],
    edges: [{ id: 'e', source: 'start', sourcePort: 'main', target: 'more', targetPort: 'main' }],
  })
  await syncTriggers(fixture.context)
  const [after] = await listTriggerRows(fixture.pool, 'local', 'minutely')
  expect(after).toMatchObject({ id: before?.id, active: false, nextAt: before?.nextAt })
  expect(after?.versionId).not.toBe(before?.versionId)
})

it('gives an address to one of two workflows and passes it on when it is freed', async () => {
  await using fixture = await setUpTriggers()
  const config = { path: 'orders' }
  await fixture.publish('first', 'webhook-trigger', config)
  await fixture.publish('second', 'webhook-trigger', config)
  await Promise.all([syncTriggers(fixture.context), syncTriggers(fixture.openContext())])
  const pathOf = async (id: string) => (await listTriggerRows(fixture.pool, 'local', id))[0]
  const rows = [await pathOf('first'), await pathOf('second')]
  expect(rows.map((row) => row?.path).filter(Boolean)).toEqual(['orders'])
  const [winner, loser] = rows[0]?.path ? ['first', 'second'] : ['second', 'first']
  expect((await pathOf(loser as string))?.problem).toContain(`“${winner}”`)

  await fixture.publish(winner as string, 'webhook-trigger', { path: 'other' })
  await syncTriggers(fixture.context)
  await syncTriggers(fixture.context)
  expect(await pathOf(loser as string)).toMatchObject({ path: 'orders', problem: null })
})

it('keeps a tick that comes while too much waits, and starts it once there is room', async () => {
  await using fixture = await setUpTriggers({ maxQueueDepth: 1 })
  for (const name of ['a', 'b']) await fixture.publish(name, 'cron-trigger', everyMinute)
  await syncTriggers(fixture.context)
  fixture.setTime('2026-01-01T00:01:00Z')
  await expect(runDueTriggers(fixture.context)).rejects.toMatchObject({ code: 'OVERLOADED' })
  const started = async () => [...(await fixture.startedAt('a')), ...(await fixture.startedAt('b'))]
  // The refusal does not wait for the other start.
  await expect.poll(started).toHaveLength(1)
  await fixture.context.engine.startWorkers(1)
  await expect
    .poll(() => runDueTriggers(fixture.context).then(started, started), { timeout: 15_000, interval: 200 })
    .toHaveLength(2)
})
