// `node bench/src/for-each.mjs [items] [bytes an item]`: the memory of a worker while it runs a for-each of that many items.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createPostgresStore, createStorePool } from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'
import { startServers } from './servers.mjs'

const items = Number(process.argv[2] ?? 10_000)
const bytes = Number(process.argv[3] ?? 100)
const MIB = 1024 * 1024

const servers = await startServers()
const pool = createStorePool({ connectionString: servers.databaseUrl })
const redis = new Redis(servers.redisUrl)
const worker = fork(fileURLToPath(new URL('for-each-worker.mjs', import.meta.url)), {
  execArgv: ['--expose-gc'],
  env: { ...process.env, DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl, PREFIX: 'each' },
})
try {
  await once(worker, 'message')
  const registry = new NodeRegistry()
  for (const type of ['noop', 'for-each']) registry.register(type, { execute: () => ({ success: true }) })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, { prefix: 'each' })
  await engine.publishWorkflow({ id: 'one', name: 'One', nodes: [{ id: 'do', type: 'noop' }] })
  await engine.publishWorkflow({
    id: 'all',
    name: 'All',
    nodes: [{ id: 'each', type: 'for-each', config: { workflowId: 'one', concurrency: 50 } }],
  })
  const idle = await ask('collect')
  const started = performance.now()
  const list = Array.from({ length: items }, (_, index) => ({ index, text: 'x'.repeat(bytes) }))
  const executionId = await engine.enqueueWorkflow('all', list)
  let highest = idle.rss
  for (;;) {
    highest = Math.max(highest, (await ask('look')).rss)
    const execution = await engine.store.readExecution(executionId)
    if (execution?.status === 'completed') break
    if (execution?.status !== 'queued' && execution?.status !== 'running') throw new Error(`It is ${execution?.status}`)
    await delay(100)
  }
  const seconds = (performance.now() - started) / 1_000
  const outputs = await engine.store.readOutputs(executionId, ['each'])
  const results = JSON.parse(outputs.each)
  if (results.length !== items || results.some((result, index) => result.index !== index))
    throw new Error('Wrong results')
  const after = await ask('collect')
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${items} items of ${bytes} bytes`)
  console.log(`${seconds.toFixed(1)} s, ${Math.round(items / seconds)} items/s`)
  console.log(`worker, resident: ${mib(idle.rss)} idle, ${mib(highest)} at most, ${mib(after.rss)} after`)
  console.log(`worker, heap used after a collection: ${mib(idle.heapUsed)} idle, ${mib(after.heapUsed)} after`)
  await engine.close()
} finally {
  worker.disconnect()
  redis.disconnect()
  await pool.end()
  await servers.stop()
}

async function ask(question) {
  worker.send(question)
  const [memory] = await once(worker, 'message')
  return memory
}

function mib(value) {
  return `${Math.round(value / MIB)} MiB`
}
