// Playwright's global set-up: the product as a person starts it (scripts/start.mjs), once on the embedded default and once
// on Redis, each with a data dir and port of its own. The specs find them under the projects' base addresses.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromRoot } from './lib/paths.mjs'

export default async function startServers() {
  const stops = []
  const stopAll = async () => {
    for (const stop of stops.reverse().splice(0)) await stop()
  }
  try {
    if (isSelected('embedded')) {
      const { url, pid, stop } = await startProduct({})
      stops.push(stop)
      process.env.SPANE_E2E_EMBEDDED_URL = url
      process.env.SPANE_E2E_EMBEDDED_PID = String(pid)
    }
    if (isSelected('redis')) {
      const { startTestRedis } = await import(
        new URL('../packages/db/dist/testing/start-test-redis.js', import.meta.url).href
      )
      const redis = await startTestRedis()
      stops.push(redis.stop)
      const { url, stop } = await startProduct({ REDIS_URL: redis.url })
      stops.push(stop)
      process.env.SPANE_E2E_REDIS_URL = url
    }
  } catch (error) {
    await stopAll()
    throw error
  }
  return stopAll
}

/** `--project` on the command line names the projects to run; without it all run. */
function isSelected(project) {
  const named = process.argv.flatMap((argument, index) => {
    if (argument === '--project') return [process.argv[index + 1]]
    return argument.startsWith('--project=') ? [argument.slice('--project='.length)] : []
  })
  return named.length === 0 || named.includes(project)
}

async function startProduct(env) {
  const dataDir = mkdtempSync(join(tmpdir(), 'spane-e2e-'))
  const { DATABASE_URL, REDIS_URL, npm_lifecycle_event, ...inherited } = process.env
  const child = spawn(process.execPath, [fromRoot('scripts/start.mjs')], {
    env: {
      ...inherited,
      PORT: '0',
      HOST: '127.0.0.1',
      SPANE_DATA_DIR: dataDir,
      SPANE_LEASE_SECONDS: '12',
      SPANE_ALLOWED_HOSTS: 'spane.test',
      // What a test listens at itself.
      SPANE_HTTP_ALLOW: 'localhost',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killOnExit = () => child.kill('SIGTERM')
  process.once('exit', killOnExit)
  let output = ''
  const ended = new Promise((resolve) => {
    child.once('close', (code) => resolve(code))
  })
  const ready = new Promise((resolve) => {
    const take = (chunk) => {
      output += chunk
      const url = /SPANE is ready.*?(http:\/\/\S+)/.exec(output)
      if (url !== null) resolve(url[1])
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
  })
  const url = await Promise.race([
    ready,
    ended.then((code) => {
      throw new Error(`npm start ended with code ${code}:\n${output}`)
    }),
  ])
  const stop = async () => {
    child.kill('SIGTERM')
    const code = await ended
    process.off('exit', killOnExit)
    rmSync(dataDir, { recursive: true, force: true })
    if (code !== 0) throw new Error(`npm start did not stop cleanly (code ${code}):\n${output}`)
  }
  return { url, pid: child.pid, stop }
}
