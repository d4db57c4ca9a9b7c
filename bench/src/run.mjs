// `pnpm bench [executions]`: figures as ratios to bare BullMQ, taken in turn in one run; `--all` adds what takes long, and
// `--history <executions>` the growth of the history. See docs/benchmarks.md.
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { cpuMs } from './cpu-time.mjs'
import { bareHops, bareLatency, engineLatency, engineNodes, openEngine } from './engine-runs.mjs'
import { percentile, printFigure } from './figures.mjs'
import { explainPages, seedHistory } from './growth.mjs'
import { startServers } from './servers.mjs'
import { postgresBytesANode, redisBytesAnOpenExecution } from './space.mjs'
import { webhookFigures } from './webhook.mjs'
import { chainWorkflow, fanWorkflow, randomWorkflow } from './workflows.mjs'

const { values: options, positionals } = parseArgs({
  options: { all: { type: 'boolean', default: false }, history: { type: 'string' } },
  allowPositionals: true,
})
const executions = Number(positionals[0] ?? 2_000)
const nodes = executions * 10
const ROUNDS = 3
const CONCURRENCY = 50
const OPEN_AT_LEAST = 20
const chain = chainWorkflow(10)

const busy = () => `load ${loadavg()[0]?.toFixed(1)}`
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${executions} executions, ${ROUNDS} rounds, ${busy()}`,
)
const servers = await startServers()
console.log(`PostgreSQL ${await servers.postgresVersion()}, Redis ${await servers.redisVersion()}`)
try {
  await printQuick()
  if (options.all) {
    await printShapes()
    await printWorkers()
    await printSizes()
    await printMemory()
    await printWholeWay()
  }
  if (options.history !== undefined) await printHistory(Number(options.history))
  console.log(`At the end: ${busy()}`)
} finally {
  await servers.stop()
}

/** The chain against bare BullMQ, and what an idle engine takes. */
async function printQuick() {
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound())
  const print = (name, unit, pick) => printFigure(name, unit, rounds.map(pick))
  print('bare BullMQ, chain of 10', 'hops/s', (round) => round.bare)
  print('engine, chain of 10', 'nodes/s', (round) => round.chain)
  print('ratio, chain of 10', '×', (round) => round.chain / round.bare)
  print('engine on PostgreSQL alone, chain of 10', 'nodes/s', (round) => round.alone)
  print('1→50→1 against the chain', '×', (round) => round.fan / round.chain)
  print('random, 100 nodes in 30 layers, against the chain', '×', (round) => round.random / round.chain)
  print('PostgreSQL CPU a node', 'µs', (round) => round.postgresMicros)
  print('worker CPU a node', 'µs', (round) => round.workerMicros)
  for (const [name, key] of [
    ['bare BullMQ', 'bareIdle'],
    ['engine on Redis', 'idle'],
    ['engine on PostgreSQL', 'aloneIdle'],
  ]) {
    print(`idle, chain of 10, ${name}, p50`, 'ms', (round) => percentile(round[key], 0.5))
    print(`idle, chain of 10, ${name}, p95`, 'ms', (round) => percentile(round[key], 0.95))
  }
}

async function measureRound() {
  const bare = await bareHops({ ...servers, executions, length: 10, concurrency: CONCURRENCY })
  const before = cpuMs(servers.postgresPid)
  const ours = await engineNodes({ ...servers, workflow: chain, executions, concurrency: CONCURRENCY })
  const postgresMs = (cpuMs(servers.postgresPid) ?? Number.NaN) - before
  const perSecond = async (workflow) => (await run(workflow)).nodesPerSecond
  const alone = await engineNodes({
    databaseUrl: servers.databaseUrl,
    workflow: chain,
    executions: Math.ceil(executions / 4),
    concurrency: CONCURRENCY,
  })
  return {
    bare,
    chain: ours.nodesPerSecond,
    fan: await perSecond(fanWorkflow(50)),
    random: await perSecond(randomWorkflow(100, 30)),
    alone: alone.nodesPerSecond,
    postgresMicros: (postgresMs * 1_000) / nodes,
    workerMicros: (ours.workerCpuMs * 1_000) / nodes,
    bareIdle: await bareLatency({ ...servers, length: 10 }),
    idle: await engineLatency({ ...servers, workflow: chain }),
    aloneIdle: await engineLatency({ databaseUrl: servers.databaseUrl, workflow: chain }),
  }
}

/** As many nodes as the chains have, in executions of another shape. */
function run(workflow, more = {}) {
  return engineNodes({
    ...servers,
    workflow,
    executions: Math.max(1, Math.ceil(nodes / workflow.nodes.length)),
    concurrency: CONCURRENCY,
    ...more,
  })
}

async function printShapes() {
  for (const width of [50, 100, 250, 500]) {
    const { nodesPerSecond } = await run(fanWorkflow(width))
    printFigure(`1→${width}→1`, 'nodes/s', [nodesPerSecond])
  }
}

async function printWorkers() {
  for (const workers of [1, 2, 4]) {
    // Long enough that it is not the compiling of four processes which is measured.
    const { nodesPerSecond, workerCpuMs } = await run(chain, { workers, executions: executions * 5 })
    printFigure(`chain of 10, ${workers} worker processes`, 'nodes/s', [nodesPerSecond])
    printFigure(`their CPU a node`, 'µs', [(workerCpuMs * 1_000) / (nodes * 5)])
  }
}

async function printSizes() {
  for (const length of [10, 100, 1_000, 5_000]) {
    const workflow = length === 10 ? chain : randomWorkflow(length, Math.ceil(length / 3))
    // With few at a time, what waits for one another in an execution would be measured.
    const executions = Math.max(OPEN_AT_LEAST, Math.ceil(nodes / length))
    const { nodesPerSecond } = await run(workflow, { executions })
    printFigure(`executions of ${length} nodes`, 'nodes/s', [nodesPerSecond])
  }
}

async function printMemory() {
  const open = await redisBytesAnOpenExecution({ ...servers, workflow: chain, executions: 1_000 })
  printFigure('Redis memory an open execution', 'bytes', [open])
  printFigure('PostgreSQL a finished node, indexes included', 'bytes', [await postgresBytesANode(servers)])
  const large = run(chainWorkflow(10, { bytes: 2 ** 20 }), { executions: 50 })
  const small = await run(chain)
  printFigure('chain of 10 beside outputs of 1 MB', 'nodes/s', [small.nodesPerSecond])
  printFigure('worker memory after outputs of 1 MB', 'MB', (await large).workerMegabytes)
  for (const share of [1, 10]) {
    const { workerMegabytes } = await run(chain, { executions: executions * share })
    printFigure(`worker memory after ${executions * share} executions`, 'MB', workerMegabytes)
  }
}

async function printWholeWay() {
  for (const [name, redisUrl] of [
    ['Redis', servers.redisUrl],
    ['PostgreSQL alone', undefined],
  ]) {
    const { memory, idle, loads } = await webhookFigures({ redisUrl })
    printFigure(`npm start on ${name}: idle memory of web (best-known builder: 560)`, 'MB', [memory.web])
    printFigure(`npm start on ${name}: idle memory of worker (390)`, 'MB', [memory.worker])
    printFigure(`webhook to the end of a chain of 10, idle p50 (35)`, 'ms', [idle.p50])
    printFigure(`webhook to the end of a chain of 10, idle p95`, 'ms', [idle.p95])
    for (const { connections, perSecond, p50, p97, refused } of loads) {
      printFigure(`webhook, ${connections} connections (33 in one process, 22 in queue mode)`, 'requests/s', [
        perSecond,
      ])
      printFigure(`webhook, ${connections} connections, p50`, 'ms', [p50])
      printFigure(`webhook, ${connections} connections, p97.5`, 'ms', [p97])
      if (refused > 0) printFigure(`webhook, ${connections} connections, not answered with 200`, 'requests', [refused])
    }
  }
}

/** What a history of many executions costs: takes minutes, and some GB of disk. */
async function printHistory(count) {
  const before = await run(chain)
  printFigure('chain of 10, empty history', 'nodes/s', [before.nodesPerSecond])
  const { engine, close } = openEngine({ ...servers, prefix: 'history' })
  engine.registerWorkflow(chain)
  const version = await engine.currentVersion(chain.id)
  await seedHistory({ ...servers, versionId: version.id, count })
  await close()
  const after = await run(chain)
  printFigure(`chain of 10, ${count} executions in the history`, 'nodes/s', [after.nodesPerSecond])
  printFigure('against the empty history', '×', [after.nodesPerSecond / before.nodesPerSecond])
  for (const { name, times, scans } of await explainPages(servers)) {
    printFigure(`${name}, database time`, 'ms', times)
    console.log(`    ${scans.join(', ')}`)
  }
}
