// `pnpm bench [executions]`: figures as ratios to bare BullMQ, taken in turn in one run. See docs/benchmarks.md.
import { cpus } from 'node:os'
import { bareHops, bareLatency, chainWorkflow, engineLatency, engineNodes, fanWorkflow } from './chain.mjs'
import { cpuMs } from './cpu-time.mjs'
import { startServers } from './servers.mjs'

const executions = Number(process.argv[2] ?? 2_000)
const ROUNDS = 3
const CONCURRENCY = 50

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${executions} executions, ${ROUNDS} rounds`,
)
const servers = await startServers()
try {
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure())
  for (const [name, unit] of Object.entries(FIGURES())) {
    const values = rounds.map((figures) => figures[name]).sort((a, b) => a - b)
    const [low, high] = [values[0], values.at(-1)]
    console.log(
      `${name.padEnd(44)} ${format(values[Math.floor(values.length / 2)])} ${unit}  (${format(low)} … ${format(high)})`,
    )
  }
} finally {
  await servers.stop()
}

function FIGURES() {
  return {
    'bare BullMQ, chain of 10': 'hops/s',
    'engine, chain of 10': 'nodes/s',
    'ratio, chain of 10': '×',
    'engine on PostgreSQL alone, chain of 10': 'nodes/s',
    'ratio of 1→50→1 to the chain': '×',
    'PostgreSQL CPU a node': 'µs',
    'worker CPU a node': 'µs',
    'idle, chain of 10, bare BullMQ': 'ms',
    'idle, chain of 10, engine on Redis': 'ms',
    'idle, chain of 10, engine on PostgreSQL': 'ms',
  }
}

async function measure() {
  const chain = chainWorkflow(10)
  const fan = fanWorkflow(50)
  const nodes = executions * 10
  const bare = await bareHops({ ...servers, executions, length: 10, concurrency: CONCURRENCY })
  const before = cpuMs(servers.postgresPid)
  const ours = await engineNodes({ ...servers, workflow: chain, executions, concurrency: CONCURRENCY })
  const postgresMs = (cpuMs(servers.postgresPid) ?? Number.NaN) - before
  const fanned = await engineNodes({
    ...servers,
    workflow: fan,
    executions: Math.ceil(nodes / fan.nodes.length),
    concurrency: CONCURRENCY,
  })
  const alone = await engineNodes({
    databaseUrl: servers.databaseUrl,
    workflow: chain,
    executions: Math.ceil(executions / 4),
    concurrency: CONCURRENCY,
  })
  return {
    'bare BullMQ, chain of 10': bare,
    'engine, chain of 10': ours.nodesPerSecond,
    'ratio, chain of 10': ours.nodesPerSecond / bare,
    'engine on PostgreSQL alone, chain of 10': alone.nodesPerSecond,
    'ratio of 1→50→1 to the chain': fanned.nodesPerSecond / ours.nodesPerSecond,
    'PostgreSQL CPU a node': (postgresMs * 1_000) / nodes,
    'worker CPU a node': (ours.workerCpuMs * 1_000) / nodes,
    'idle, chain of 10, bare BullMQ': await bareLatency({ ...servers, length: 10 }),
    'idle, chain of 10, engine on Redis': await engineLatency({ ...servers, workflow: chain }),
    'idle, chain of 10, engine on PostgreSQL': await engineLatency({
      databaseUrl: servers.databaseUrl,
      workflow: chain,
    }),
  }
}

function format(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
