import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { expect, it, vi } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

const MONTH_MS = 30 * 86_400_000

it('goes on after a delay and a wait of a month, in a process that was not there when they began (7.3)', async () => {
  await using database = await createTestDatabase()
  const { pool, connectionString } = database
  const open = async () => {
    const registry = new NodeRegistry()
      .register('delay', {
        execute: ({ resumed }) =>
          resumed ? { success: true, data: 'delayed' } : { success: true, waitUntil: Date.now() + MONTH_MS },
      })
      .register('ask', {
        execute: ({ resumed, signalled }) =>
          resumed ? { success: true, data: signalled } : { success: true, waitForSignal: { timeoutMs: MONTH_MS } },
      })
    const backend = { type: 'postgres', connectionString } as const
    const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), null, { backend })
    await engine.startWorkers(2)
    return engine
  }
  const first = await open()
  await first.publishWorkflow({
    id: 'long',
    name: 'Long',
    nodes: [
      { id: 'delay', type: 'delay', outputs: ['ask'] },
      { id: 'ask', type: 'ask', inputs: ['delay'] },
    ],
  })
  const executionId = await first.enqueueWorkflow('long')
  const nodeOf = async (engine: WorkflowEngine, nodeId: string) =>
    (await engine.store.readNodeRuns(executionId)).find((row) => row.nodeId === nodeId)
  const untilWaiting = (engine: WorkflowEngine, nodeId: string) =>
    vi.waitFor(async () => expect((await nodeOf(engine, nodeId))?.status).toBe('waiting'), { timeout: 20_000 })
  await untilWaiting(first, 'delay')
  const wakeAt = (await nodeOf(first, 'delay'))?.wakeAt ?? 0
  expect(Math.abs(wakeAt - Date.now() - MONTH_MS)).toBeLessThan(60_000)
  await first.close()

  await passTime(pool, MONTH_MS)
  const second = await open()
  await untilWaiting(second, 'ask')
  await second.close()

  await passTime(pool, MONTH_MS)
  const third = await open()
  await vi.waitFor(
    async () =>
      expect(await third.store.getExecution(executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { delay: { data: 'delayed' }, ask: { data: { timedOut: true } } },
      }),
    { timeout: 20_000 },
  )
  await third.close()
}, 90_000)

/** Moves what is due some time from now that much nearer: the database's clock cannot be set. */
async function passTime(pool: { query: (sql: string, values: unknown[]) => Promise<unknown> }, ms: number) {
  await pool.query(`UPDATE outbox SET available_at = available_at - $1 * interval '1 millisecond'`, [ms])
  await pool.query(`UPDATE execution SET check_at = check_at - $1 * interval '1 millisecond'`, [ms])
  await pool.query(
    `UPDATE node_run SET wake_at = wake_at - $1 * interval '1 millisecond',
       wait = CASE WHEN wait::json->>'until' IS NULL THEN wait
         ELSE jsonb_set(wait::jsonb, '{until}', to_jsonb((wait::json->>'until')::int8 - $1::int8))::text END
     WHERE status = 'waiting'`,
    [ms],
  )
}
