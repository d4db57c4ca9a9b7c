// `node examples/run.mjs [name …]`: compiles the examples and runs them, on REDIS_URL or on a Redis that it starts.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram } from '../scripts/lib/find-program.mjs'
import { runCommand } from '../scripts/lib/run-command.mjs'
import { startRedis } from '../scripts/lib/start-redis.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const known = readdirSync(here)
  .filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'open-engine.ts')
  .map((file) => file.slice(0, -3))
const names = process.argv.length > 2 ? process.argv.slice(2) : known
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no example ${unknown.join(', ')}. There are ${known.join(', ')}.`)
  process.exit(1)
}

let redis
try {
  await runCommand(process.execPath, [findProgram('typescript', 'tsc'), '-b', here], {
    failure: 'The examples do not compile.',
  })
  if (!process.env.REDIS_URL) redis = await startRedis()
  for (const name of names) {
    console.log(`\n${name}`)
    await runCommand(process.execPath, [join(here, 'dist', `${name}.js`)], {
      show: true,
      env: { REDIS_URL: redis?.url ?? process.env.REDIS_URL },
      failure: `The example ${name} failed.`,
    })
  }
} catch (error) {
  console.error([error.message, error.evidence, error.todo].filter(Boolean).join('\n'))
  process.exitCode = 1
} finally {
  await redis?.stop()
}
