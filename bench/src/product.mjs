import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The product as `npm start` runs it, with a data directory of its own; `stop` ends it and removes that. */
export async function startProduct(env) {
  const dataDir = await mkdtemp(join(tmpdir(), 'spane-bench-product-'))
  const { DATABASE_URL, npm_lifecycle_event, ...inherited } = process.env
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))], {
    env: { ...inherited, PORT: '0', HOST: '127.0.0.1', SPANE_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => {
    child.once('close', resolve)
  })
  let output = ''
  const url = await Promise.race([
    new Promise((resolve) => {
      const take = (chunk) => {
        output += chunk
        const found = /SPANE is ready.*?(http:\/\/\S+)/.exec(output)
        if (found) resolve(found[1])
      }
      child.stdout.setEncoding('utf8').on('data', take)
      child.stderr.setEncoding('utf8').on('data', take)
    }),
    ended.then((code) => {
      throw new Error(`npm start ended with code ${code}:\n${output}`)
    }),
  ])
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
