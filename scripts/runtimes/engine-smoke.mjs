// The engine as it is built, on whatever runtime this is run by: every store on every backend that goes with it. Prints one
// line a case, and ends with 1 when one failed. Uses nothing but what all runtimes have.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const { REDIS_URL, DATABASE_URL } = process.env
// Packages are looked for where the store's package has them.
const require = createRequire(new URL('../../packages/db/package.json', import.meta.url))
const load = (name) => import(pathToFileURL(require.resolve(name)).href)
const [{ NodeRegistry, WorkflowEngine, InMemoryExecutionStore }, { createPostgresStore, createStorePool }, { Redis }] =
  await Promise.all([load('@spane/engine'), load('@spane/db'), load('ioredis')])

const runtime = process.versions.bun ? `bun ${process.versions.bun}` : `node ${process.versions.node}`
const unique = `${process.versions.bun ? 'bun' : 'node'}-${process.pid}`

const settings = {
  'in-memory store, Redis': { store: 'memory', backend: 'redis' },
  'PostgreSQL store, Redis': { store: 'postgres', backend: 'redis' },
  'PostgreSQL store, PostgreSQL backend': { store: 'postgres', backend: 'postgres' },
}

const cases = {
  async 'runs a chain'({ engine, define, ended }) {
    const ids = Array.from({ length: 10 }, (_, index) => `n${index}`)
    const id = define(
      'chain',
      ids.map((node, index) => ({ id: node, type: 'add', to: ids.slice(index + 1, index + 2) })),
    )
    const execution = await ended(await engine.enqueueWorkflow(id, 0))
    assert.equal(execution.status, 'completed')
    assert.equal(execution.nodeResults.n9.data, 10)
  },

  async 'joins a diamond once'({ engine, define, ended, seen }) {
    const id = define('diamond', [
      { id: 'a', type: 'add', to: ['b', 'c'] },
      { id: 'b', type: 'add', to: ['d'] },
      { id: 'c', type: 'add', to: ['d'] },
      { id: 'd', type: 'see', to: [] },
    ])
    const executionId = await engine.enqueueWorkflow(id, 1)
    const execution = await ended(executionId)
    assert.deepEqual(execution.nodeResults.d.data, { b: 3, c: 3 })
    assert.equal(seen.filter((key) => key === `${executionId}:d`).length, 1)
  },

  async 'goes on from a dead letter'({ engine, define, ended, state }) {
    const id = define('flaky', [
      { id: 'a', type: 'see', to: ['b'] },
      { id: 'b', type: 'flaky', to: ['c'] },
      { id: 'c', type: 'add', to: [] },
    ])
    const executionId = await engine.enqueueWorkflow(id, 1)
    assert.equal((await ended(executionId)).status, 'failed')
    const letter = (await engine.getDLQItems()).find((item) => item.executionId === executionId)
    assert.equal(letter.error.message, 'not yet')
    state.works = true
    assert.equal(await engine.retryDLQItem(letter.id), true)
    const execution = await ended(executionId, ['completed'])
    assert.equal(execution.nodeResults.c.data, 2)
  },

  async 'cancels what runs'({ engine, define, ended, started }) {
    const id = define('stuck', [{ id: 'a', type: 'stuck', to: [] }])
    const executionId = await engine.enqueueWorkflow(id)
    const { signal } = await started(executionId)
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
    await engine.cancelWorkflow(executionId)
    await aborted
    assert.equal((await ended(executionId)).nodeResults.a.status, 'cancelled')
  },

  async 'ends an attempt at its time limit'({ engine, define, ended }) {
    const id = define('slow', [{ id: 'a', type: 'stuck', to: [], settings: { timeout: 100, retries: 0 } }])
    const execution = await ended(await engine.enqueueWorkflow(id))
    assert.equal(execution.nodeResults.a.error.code, 'TIMEOUT')
  },
}

let failed = 0
for (const [name, setting] of Object.entries(settings)) {
  const scene = await openScene(setting)
  for (const [title, run] of Object.entries(cases)) {
    try {
      await within(20_000, run(scene))
      console.log(`ok ${runtime}: ${name}: ${title}`)
    } catch (error) {
      failed += 1
      console.log(`not ok ${runtime}: ${name}: ${title}\n${error.stack}`)
    }
  }
  await within(20_000, scene.close())
}
process.exit(failed === 0 ? 0 : 1)

async function openScene({ store, backend }) {
  const state = { works: false }
  const seen = []
  const running = new Map()
  const starts = new Map()
  const registry = new NodeRegistry()
    .register('add', { execute: ({ inputData }) => ({ success: true, data: Number(inputData) + 1 }) })
    .register('see', {
      execute: ({ inputData, idempotencyKey }) => {
        seen.push(idempotencyKey)
        return { success: true, data: inputData }
      },
    })
    .register('flaky', {
      execute: ({ inputData }) => {
        if (!state.works) throw new Error('not yet')
        return { success: true, data: inputData }
      },
    })
    .register('stuck', {
      execute: (context) => {
        running.set(context.executionId, context)
        starts.get(context.executionId)?.(context)
        return new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason)))
      },
    })
  const pool =
    store === 'postgres' ? createStorePool({ connectionString: DATABASE_URL, onError: () => undefined }) : undefined
  const redis = backend === 'redis' ? new Redis(REDIS_URL) : null
  const engine = new WorkflowEngine(
    registry,
    pool ? createPostgresStore({ pool }) : new InMemoryExecutionStore(),
    redis,
    {
      prefix: `${unique}-${store}-${backend}`,
      backend: redis ? { type: 'redis' } : { type: 'postgres', connectionString: DATABASE_URL },
      defaults: { retries: 1, backoff: { type: 'fixed', delay: 10, maxDelay: 10 } },
    },
  )
  await engine.startWorkers(8)
  return {
    engine,
    state,
    seen,
    define(name, nodes) {
      const id = `${unique}-${store}-${backend}-${name}`
      const sources = (target) => nodes.filter(({ to }) => to.includes(target)).map((node) => node.id)
      engine.registerWorkflow({
        id,
        name,
        entryNodeId: nodes[0].id,
        nodes: nodes.map(({ to, ...node }) => ({ ...node, outputs: to, inputs: sources(node.id) })),
      })
      return id
    },
    async ended(executionId, statuses = ['completed', 'failed', 'cancelled']) {
      for (;;) {
        const execution = await engine.store.getExecution(executionId)
        if (statuses.includes(execution?.status)) return execution
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    started: (executionId) =>
      new Promise((resolve) => {
        if (running.has(executionId)) resolve(running.get(executionId))
        else starts.set(executionId, resolve)
      }),
    async close() {
      await engine.close()
      redis?.disconnect()
      await pool?.end()
    },
  }
}

function within(ms, promise) {
  let timer
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
