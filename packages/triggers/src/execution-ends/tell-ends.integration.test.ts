import { expect, it, vi } from 'vitest'
import { runDueTriggers } from '../run-due-triggers.ts'
import { syncTriggers } from '../sync-triggers.ts'
import { setUpTriggers } from '../testing/triggers.fixture.ts'

type Fixture = Awaited<ReturnType<typeof setUpTriggers>>

const breaking = (id: string) => ({
  id,
  name: `The ${id}`,
  nodes: [
    { id: 'start', type: 'manual-trigger', config: {} },
    { id: 'stop', type: 'stop-and-error', config: { message: 'Out of stock' } },
  ],
  edges: [{ source: 'start', target: 'stop' }],
})

async function startsOf({ pool }: Fixture, workflowId: string) {
  const { rows } = await pool.query('SELECT id, input FROM execution WHERE workflow_id = $1 ORDER BY created_at, id', [
    workflowId,
  ])
  return rows.map((row) => JSON.parse(row.input))
}

async function untilEnded({ context }: Fixture, executionId: string, status: string): Promise<void> {
  const read = async () => (await context.engine.store.readExecution(executionId))?.status
  await vi.waitFor(async () => expect(await read()).toBe(status), { timeout: 15_000, interval: 20 })
}

it('starts the error workflow once for each time that an execution fails, whoever looks', async () => {
  await using fixture = await setUpTriggers({ workers: 4 })
  const { engine } = fixture.context
  await engine.publishWorkflow(breaking('orders'))
  await fixture.publish('on-error', 'execution-trigger', { failed: true })
  await syncTriggers(fixture.context)
  const executionId = await engine.enqueueWorkflow('orders', {})
  await untilEnded(fixture, executionId, 'failed')
  const processes = [fixture.context, fixture.openContext(), fixture.openContext()]
  await Promise.all(processes.map((context) => runDueTriggers(context)))
  await runDueTriggers(fixture.context)
  const letter = (await engine.store.listDeadLetters({ workspaceId: 'local', limit: 5 }))[0]
  expect(await startsOf(fixture, 'on-error')).toEqual([
    {
      execution: {
        id: executionId,
        status: 'failed',
        startedAt: expect.any(String),
        endedAt: expect.any(String),
        durationMs: expect.any(Number),
        url: `/executions/${executionId}`,
      },
      workflow: { id: 'orders', name: 'The orders' },
      error: { nodeId: 'stop', code: letter?.errorCode, message: 'Out of stock', deadLetterId: letter?.id },
    },
  ])

  await engine.retryDeadLetter(letter?.id ?? '')
  await vi.waitFor(async () => expect((await engine.store.readDeadLetter(letter?.id ?? ''))?.failures).toBe(2), {
    timeout: 15_000,
  })
  await untilEnded(fixture, executionId, 'failed')
  await Promise.all(processes.map((context) => runDueTriggers(context)))
  expect(await startsOf(fixture, 'on-error')).toHaveLength(2)
  expect((await fixture.pool.query('SELECT FROM execution_end')).rowCount).toBe(0)
})

it('hears of completed and cancelled executions, not of its own, of children or while it is paused', async () => {
  await using fixture = await setUpTriggers({ workers: 4 })
  const { engine } = fixture.context
  const called = { id: 'called', name: 'Called', nodes: [{ id: 'a', type: 'manual-trigger' }], edges: [] }
  const nodes = [
    { id: 'a', type: 'manual-trigger' },
    { id: 'call', type: 'sub-workflow', config: { workflowId: 'called' } },
  ]
  await engine.publishWorkflow(called)
  await engine.publishWorkflow({ id: 'calls', name: 'Calls', nodes, edges: [{ source: 'a', target: 'call' }] })
  const all = { failed: true, completed: true, cancelled: true }
  await fixture.publish('hears', 'execution-trigger', all)
  await syncTriggers(fixture.context)
  const completed = await engine.enqueueWorkflow('calls', {})
  await untilEnded(fixture, completed, 'completed')
  const waits = {
    id: 'waits',
    name: 'Waits',
    nodes: [{ id: 'a', type: 'delay', config: { amount: 1, unit: 'hours' } }],
  }
  await engine.publishWorkflow(waits)
  const cancelled = await engine.enqueueWorkflow('waits', {}, { entryNodeId: 'a' })
  await engine.cancelWorkflow(cancelled)
  await runDueTriggers(fixture.context)
  const heard = (await startsOf(fixture, 'hears')).map(({ execution, error }) => ({ ...execution, error }))
  expect(heard).toHaveLength(2)
  expect(heard).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: completed, status: 'completed', error: null }),
      expect.objectContaining({ id: cancelled, status: 'cancelled', error: null }),
    ]),
  )

  // Its own executions have ended now, too.
  await vi.waitFor(
    async () => {
      const { rows } = await fixture.pool.query(
        `SELECT count(*)::int AS n FROM execution WHERE workflow_id = 'hears' AND status = 'completed'`,
      )
      expect(rows[0].n).toBe(2)
    },
    { timeout: 20_000 },
  )
  await fixture.pool.query(`UPDATE trigger SET active = false`)
  await untilEnded(fixture, await engine.enqueueWorkflow('calls', {}), 'completed')
  await runDueTriggers(fixture.context)
  expect(await startsOf(fixture, 'hears')).toHaveLength(2)
})

it('writes no end where nobody listens', async () => {
  await using fixture = await setUpTriggers({ workers: 1 })
  const { engine } = fixture.context
  await engine.publishWorkflow(breaking('orders'))
  await untilEnded(fixture, await engine.enqueueWorkflow('orders', {}), 'failed')
  expect((await fixture.pool.query('SELECT FROM execution_end')).rowCount).toBe(0)
})

it('starts what it wrote and could not start, and tells no end twice', async () => {
  await using fixture = await setUpTriggers({ workers: 1 })
  const { engine } = fixture.context
  await engine.publishWorkflow(breaking('orders'))
  await fixture.publish('on-error', 'execution-trigger', { failed: true })
  await syncTriggers(fixture.context)
  await untilEnded(fixture, await engine.enqueueWorkflow('orders', {}), 'failed')
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
  await runDueTriggers(fixture.context)
  expect(await startsOf(fixture, 'on-error')).toHaveLength(1)
})
