import { type ExecutionChange, NodeRegistry, WorkflowEngine } from '@spane/engine'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

type Execute = Parameters<NodeRegistry['register']>[1]['execute']

async function open(executors: Record<string, Execute>) {
  const database = await createTestDatabase()
  const registry = new NodeRegistry()
  for (const [type, execute] of Object.entries(executors)) registry.register(type, { execute })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
    backend: { type: 'postgres', connectionString: database.connectionString },
    redact: (text) => text.replaceAll('s3cret', '•••'),
    defaults: { retries: 0 },
  })
  onTestFinished(async () => {
    await engine.close()
    await database[Symbol.asyncDispose]()
  })
  await engine.startWorkers(4)
  for (const type of Object.keys(executors)) {
    engine.registerWorkflow({
      id: type,
      name: type,
      nodes: [{ id: 'n', type, settings: type === 'chatter' ? { timeout: 1_500 } : {} }],
      edges: [],
    })
  }
  const messages = async (executionId: string, limit = 10) =>
    (await engine.store.readLogs({ executionId, limit })).lines.map(({ message }) => message)
  const status = async (executionId: string) => (await engine.store.readExecution(executionId))?.status
  return { engine, pool: database.pool, messages, status }
}

it('shows what a node logs while it runs, without secrets, and announces it by ids alone', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { engine, messages, status } = await open({
    hold: async ({ log }) => {
      log.info('the s3cret is out', { token: 's3cret' })
      await held
      log.warn('done')
      return { success: true }
    },
  })
  const announced: ExecutionChange[] = []
  engine.bus.subscribe((changes) => announced.push(...changes.filter((change) => change.logged)))
  const executionId = await engine.enqueueWorkflow('hold')
  await vi.waitFor(async () => expect(await messages(executionId)).toEqual(['the ••• is out']), { timeout: 5_000 })
  expect(await status(executionId)).toBe('running')
  await vi.waitFor(() => expect(announced[0]).toMatchObject({ executionId, workspaceId: 'local' }), { timeout: 20_000 })
  expect(JSON.stringify(announced)).not.toContain('out')
  release()
  await vi.waitFor(async () => expect(await status(executionId)).toBe('completed'), { timeout: 5_000 })
  expect(await messages(executionId)).toEqual(['done', 'the ••• is out'])
})

it('keeps a bounded part of what a node logs without end, while other executions go on', async () => {
  const { engine, pool, messages, status } = await open({
    chatter: async ({ signal, log }) => {
      for (let line = 0; !signal.aborted; line++) {
        log.info(`line ${line} ${'x'.repeat(100)}`)
        if (line % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      return { success: true }
    },
    quick: ({ inputData }) => ({ success: true, data: inputData }),
  })
  const loud = await engine.enqueueWorkflow('chatter')
  await vi.waitFor(async () => expect(await messages(loud, 1)).not.toEqual([]), { timeout: 5_000 })
  const quick = await Promise.all(Array.from({ length: 20 }, () => engine.enqueueWorkflow('quick')))
  await vi.waitFor(async () => expect(new Set(await Promise.all(quick.map(status)))).toEqual(new Set(['completed'])), {
    timeout: 10_000,
  })
  await vi.waitFor(async () => expect(await status(loud)).toBe('failed'), { timeout: 10_000 })
  const { rows } = await pool.query(
    'SELECT count(*)::int AS lines, sum(length(message))::int AS characters FROM node_log WHERE execution_id = $1',
    [loud],
  )
  expect(rows[0].lines).toBe(1_002)
  expect(rows[0].characters).toBeLessThan(300_000)
  expect((await messages(loud, 1))[0]).toMatch(/^[\d,]+ more lines were not kept$/)
})
