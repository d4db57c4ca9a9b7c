import { insertDeliveries } from '@spane/db'
import { runDueTriggers } from '@spane/triggers'
import { describe, expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

type Fixture = Awaited<ReturnType<typeof setUpApi>>

async function publish({ api }: Fixture, type: string, config: Record<string, unknown>, name = 'Triggered') {
  const { workflow } = await api.workflows.create({ name })
  const { revision } = await api.workflows.saveDraft({
    id: workflow.id,
    baseRevision: 1,
    operations: [{ type: 'addNode', node: { id: 'begin', type, config } }],
  })
  await api.workflows.publish({ id: workflow.id, revision })
  const { items } = await api.triggers.list({ workflowId: workflow.id })
  const [trigger] = items
  if (!trigger) throw new Error('There is no trigger')
  return { workflowId: workflow.id, trigger }
}

const hourly = { pattern: '0 * * * *', timeZone: 'UTC' }

describe('triggers', () => {
  it('shows a schedule with its next five times, and none while it is paused', async () => {
    await using fixture = await setUpApi()
    const { workflowId, trigger } = await publish(fixture, 'cron-trigger', hourly)
    expect(trigger).toMatchObject({ nodeId: 'begin', kind: 'cron', active: true, problem: null, schedule: hourly })
    expect(trigger.nextTimes).toHaveLength(5)
    const [first, second] = trigger.nextTimes.map((time) => Date.parse(time))
    expect((second ?? 0) - (first ?? 0)).toBe(3_600_000)

    const paused = await fixture.api.triggers.setActive({ id: trigger.id, active: false })
    expect(paused).toMatchObject({ active: false, nextTimes: [] })
    const { items } = await fixture.api.triggers.list({ workflowId })
    expect(items).toEqual([paused])
  })

  it('goes on from now after a pause or a deletion, without catching up', async () => {
    await using fixture = await setUpApi()
    const { api, pool, engine } = fixture
    const { workflowId, trigger } = await publish(fixture, 'cron-trigger', hourly)
    const logger = { info: () => undefined, error: () => undefined }
    const run = () => runDueTriggers({ pool, engine, workspaceId: 'local', now: Date.now, logger })
    const makeDue = () => pool.query(`UPDATE trigger SET next_at = date_trunc('hour', now()) - interval '5 hours'`)

    await api.triggers.setActive({ id: trigger.id, active: false })
    await makeDue()
    await api.triggers.setActive({ id: trigger.id, active: true })
    await run()
    await api.workflows.delete({ ids: [workflowId] })
    await makeDue()
    await api.workflows.restore({ ids: [workflowId] })
    await run()
    expect((await api.executions.list({})).items).toEqual([])
  })

  it('shows the address of a webhook, and whose it is when it is taken', async () => {
    await using fixture = await setUpApi()
    const config = { method: 'POST', path: 'orders/new' }
    const { trigger } = await publish(fixture, 'webhook-trigger', config, 'Mine')
    expect(trigger.webhook).toEqual({ method: 'POST', path: '/hooks/orders/new', auth: 'none' })
    const { trigger: second } = await publish(fixture, 'webhook-trigger', config, 'Yours')
    expect(second.problem).toBe('POST orders/new belongs to the workflow “Mine”.')
  })

  it('gives the address of a deleted workflow to who asks for it, and says so when it is restored', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const config = { method: 'POST', path: 'orders/new' }
    const { workflowId } = await publish(fixture, 'webhook-trigger', config, 'Mine')
    const ids = [workflowId]
    await api.workflows.delete({ ids })
    expect((await publish(fixture, 'webhook-trigger', config, 'Yours')).trigger.problem).toBeNull()
    expect(await api.workflows.restore({ ids })).toEqual({
      items: [{ id: workflowId, note: 'POST orders/new belongs to the workflow “Yours”.' }],
    })
  })

  it('pauses and wakes all triggers of workflows, and says which have none', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    const { workflowId } = await publish(fixture, 'cron-trigger', hourly)
    const other = (await api.workflows.create({ name: 'Other' })).workflow.id
    const ids = [workflowId, other]
    const result = { items: [{ id: workflowId }, { id: other, problem: { code: 'WORKFLOW_WITHOUT_TRIGGER' } }] }
    const triggers = async () => (await api.workflows.list({ sort: 'created' })).items.at(-1)?.triggers
    expect(await api.workflows.activate({ ids, active: false })).toMatchObject(result)
    expect(await triggers()).toEqual({ total: 1, active: 0 })
    expect(await api.workflows.activate({ ids, active: true })).toMatchObject(result)
    expect(await triggers()).toEqual({ total: 1, active: 1 })
  })

  it('replays the payload of a delivery on what is published now', async () => {
    await using fixture = await setUpApi()
    const { api, engine, pool } = fixture
    const { trigger, workflowId } = await publish(fixture, 'webhook-trigger', { path: 'orders' })
    const executionId = await engine.enqueueWorkflow(workflowId, { body: { order: 7 } })
    const base = { triggerId: trigger.id, at: new Date() }
    await insertDeliveries(pool, [
      { ...base, key: 'a', status: 'started', executionId, error: null },
      { ...base, key: 'b', status: 'refused', executionId: null, error: 'No' },
    ])
    const { items } = await api.triggers.deliveries({ id: trigger.id })
    expect(items).toMatchObject([
      { status: 'refused', executionId: null, error: 'No' },
      { status: 'started', executionId, error: null },
    ])
    const replayed = await api.triggers.replay({ id: items[1]?.id ?? '' })
    expect(replayed.executionId).not.toBe(executionId)
    expect((await api.executions.get({ id: replayed.executionId })).input?.text).toBe('{"body":{"order":7}}')
    expect((await refusalOf(api.triggers.replay({ id: items[0]?.id ?? '' }))).problem).toMatchObject({
      code: 'DELIVERY_WITHOUT_PAYLOAD',
    })
  })

  it('belongs to its workspace', async () => {
    await using fixture = await setUpApi()
    const { stranger } = fixture
    const { trigger, workflowId } = await publish(fixture, 'cron-trigger', hourly)
    await insertDeliveries(fixture.pool, [
      { triggerId: trigger.id, key: 'a', status: 'failed', at: new Date(), executionId: null, error: 'x' },
    ])
    const [delivery] = (await fixture.api.triggers.deliveries({ id: trigger.id })).items
    const refusals = await Promise.all([
      refusalOf(stranger.triggers.list({ workflowId })),
      refusalOf(stranger.triggers.setActive({ id: trigger.id, active: false })),
      refusalOf(stranger.triggers.deliveries({ id: trigger.id })),
      refusalOf(stranger.triggers.replay({ id: delivery?.id ?? '' })),
    ])
    expect(refusals.map(({ trpcCode }) => trpcCode)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    expect((await fixture.api.triggers.list({ workflowId })).items[0]?.active).toBe(true)
  })
})

describe('test calls', () => {
  it('are listened for until that is over or switched off, at the addresses of the draft', async () => {
    await using fixture = await setUpApi()
    const { api, pool } = fixture
    const { workflowId } = await publish(fixture, 'webhook-trigger', { path: 'orders' })
    const quiet = { remainingMs: 0, calls: 0, executionId: null }
    const addresses = [{ nodeId: 'begin', method: 'POST', path: '/hooks-test/orders' }]
    expect(await api.triggers.testCalls({ workflowId })).toEqual({ ...quiet, addresses })
    const listening = await api.triggers.listen({ workflowId, on: true })
    expect(listening.remainingMs).toBeGreaterThan(100_000)
    expect(listening.remainingMs).toBeLessThan(121_000)
    expect((await refusalOf(fixture.stranger.triggers.listen({ workflowId, on: false }))).trpcCode).toBe('NOT_FOUND')
    expect((await api.triggers.testCalls({ workflowId })).remainingMs).toBeGreaterThan(0)
    await pool.query(`UPDATE hook_listener SET until = clock_timestamp() - interval '1 second'`)
    expect(await api.triggers.testCalls({ workflowId })).toEqual({ ...quiet, addresses })
    await api.triggers.listen({ workflowId, on: true })
    expect(await api.triggers.listen({ workflowId, on: false })).toEqual({ ...quiet, addresses })
  })
})
