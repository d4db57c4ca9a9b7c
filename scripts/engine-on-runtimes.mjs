// Runs the built engine on this Node, on Node 24 and on Bun, over every store and backend, and the contract suites on
// Node 24 and on Bun (on this Node the integration tests do). `npm test -- runtimes`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findProgram } from './lib/find-program.mjs'
import { findRuntimes } from './lib/find-runtimes.mjs'
import { fromRoot } from './lib/paths.mjs'
import { say, sayProblem } from './lib/progress.mjs'
import { startRedis } from './lib/start-redis.mjs'

const results = process.argv[2]
const smoke = fromRoot('scripts/runtimes/engine-smoke.mjs')
const opened = []
const counts = { numPassedTests: 0, numFailedTests: 0 }

try {
  const runtimes = await findRuntimes()
  const { startEmbeddedPostgres } = await import('../packages/db/dist/embedded/index.js')
  const { migrateDatabase } = await import('../packages/db/dist/index.js')
  const redis = await startRedis()
  opened.push(() => redis.stop())
  const dataDir = mkdtempSync(join(tmpdir(), 'spane-runtimes-'))
  opened.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const postgres = await startEmbeddedPostgres({ dataDir, ephemeral: true })
  opened.push(() => postgres.stop())
  await migrateDatabase({ connectionString: postgres.connectionString })
  for (const runtime of runtimes) {
    await runSmoke(runtime, { REDIS_URL: redis.url, DATABASE_URL: postgres.connectionString })
  }
  await Promise.all(runtimes.filter(({ program }) => program !== process.execPath).map(runSuites))
} catch (error) {
  sayProblem(error)
  counts.numFailedTests += 1
} finally {
  for (const close of opened.reverse()) await close()
}
if (results !== undefined) {
  mkdirSync(dirname(results), { recursive: true })
  writeFileSync(results, JSON.stringify(counts))
}
process.exitCode = counts.numFailedTests === 0 ? 0 : 1

async function runSmoke({ name, program, args }, env) {
  const child = spawn(program, [...args, smoke], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  const passed = output.match(/^ok /gm)?.length ?? 0
  const failed = output.match(/^not ok /gm)?.length ?? 0
  counts.numPassedTests += passed
  // A runtime that ends without a word has failed, too.
  counts.numFailedTests += code === 0 && passed > 0 ? failed : Math.max(failed, 1)
  say(`  ${name}: ${passed} passed, ${failed} failed`)
}

async function runSuites({ name, program, suiteArgs }) {
  const counted = fromRoot(`test-results/runtimes-${name.replace(' ', '-').toLowerCase()}.json`)
  rmSync(counted, { force: true })
  const vitest = [findProgram('vitest', 'vitest'), 'run', '--config', fromRoot('vitest.runtimes.config.ts')]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counted}`]
  const child = spawn(program, [...suiteArgs, ...vitest, ...reporters], {
    cwd: fromRoot('.'),
    env: { ...process.env, SPANE_EXPECTED_RUNTIME: name },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Shown at once when it is over: the suites of the runtimes run side by side.
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
    })
  }
  const [code] = await once(child, 'close')
  process.stdout.write(output)
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = existsSync(counted)
    ? JSON.parse(readFileSync(counted, 'utf8'))
    : {}
  counts.numPassedTests += passed
  counts.numFailedTests += code === 0 && passed > 0 ? failed : Math.max(failed, 1)
  say(`  ${name}, contract suites: ${passed} passed, ${failed} failed`)
}
