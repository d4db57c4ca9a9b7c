// `pnpm chaos [--short] [--times=n] [--backend=redis|postgres] [fault …]`: strikes with every fault, or the named ones,
// and prints what was tried and found. Ends with 1 when anything was lost, doubled or else not as it must be.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { FAULTS, INVARIANTS, startRestartablePostgres, startRestartableRedis, tryFault } from '@spane/db/chaos'
import { productFault, tryProductFault } from './product-fault.mjs'
import { toTable } from './table.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean' }, times: { type: 'string' }, backend: { type: 'string' } },
})
const all = [...FAULTS, productFault]
const unknown = positionals.filter((name) => !all.some((fault) => fault.name === name))
if (unknown.length > 0) {
  console.error(`No fault is named ${unknown.join(', ')}. There are ${all.map((fault) => fault.name).join(', ')}.`)
  process.exit(2)
}

// The servers end with this process, and that is told of its end only by an exit.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const faults = all.filter((fault) => positionals.length === 0 || positionals.includes(fault.name))
const reports = []
for (const fault of faults) {
  const times = Number(values.times ?? (values.short ? fault.times.short : fault.times.long))
  const backends = fault.needs === 'redis' ? ['redis'] : ['redis', 'postgres']
  for (const backend of backends) {
    if (times === 0 || (values.backend !== undefined && values.backend !== backend)) continue
    const report = await strike(fault, backend, times)
    reports.push(report)
    console.log(toTable([report], { head: reports.length === 1 }))
    tell(report)
  }
}

console.log(`\n${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`)
console.log(toTable(reports))
const broken = reports.filter(({ violations, problems }) => violations.length + problems.length > 0)
process.exit(broken.length === 0 ? 0 : 1)

/** Every fault gets servers of its own, so that nothing of the one before is left. */
async function strike(fault, backend, times) {
  if (fault === productFault) return await strikeProduct(backend, times)
  const postgres = await startRestartablePostgres()
  const redis = backend === 'redis' ? await startRestartableRedis() : undefined
  try {
    const servers = { databaseUrl: postgres.url, redisUrl: redis?.url }
    return await tryFault({ fault, times, servers, own: { redis, postgres } })
  } finally {
    await redis?.[Symbol.asyncDispose]?.()
    await postgres[Symbol.asyncDispose]()
  }
}

async function strikeProduct(backend, times) {
  const redis = backend === 'redis' ? await startRestartableRedis() : undefined
  try {
    return await tryProductFault({ times, redisUrl: redis?.url })
  } finally {
    await redis?.[Symbol.asyncDispose]?.()
  }
}

function tell({ violations, problems }) {
  const kinds = groupByInvariant(violations)
  for (const [invariant, found] of kinds) {
    console.log(`  ${invariant} ${INVARIANTS[invariant]}: ${found.length} times, as`)
    for (const { executionId, nodeId, message } of found.slice(0, 5))
      console.log(`    ${executionId ?? ''} ${nodeId ?? ''}: ${message}`)
  }
  for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`)
}

function groupByInvariant(violations) {
  const groups = new Map()
  for (const violation of violations)
    groups.set(violation.invariant, [...(groups.get(violation.invariant) ?? []), violation])
  return groups
}
