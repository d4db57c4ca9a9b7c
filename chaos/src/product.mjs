// The product as a person starts it (`npm start`), and the process ids under it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '@spane/db/embedded'
import pg from 'pg'

export { startRestartableRedis } from '@spane/db/chaos'

const LAUNCHER = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
const PATIENCE_MS = 120_000

/** An installation with a data dir of its own. The launcher can be killed and started again; its data stay. */
export class Product {
  dataDir = mkdtempSync(join(tmpdir(), 'spane-chaos-product-'))
  /** @type {string} */
  url = ''
  #launcher
  #env

  /** @param {NodeJS.ProcessEnv} env variables of the product */
  constructor(env) {
    this.#env = env
  }

  /** Resolves when it says that it is ready; from the second time on at the address that it had. */
  async start() {
    const port = this.url === '' ? '0' : new URL(this.url).port
    // Variables of npm would make the launcher watch an npm that has not started it.
    const { DATABASE_URL, REDIS_URL, npm_lifecycle_event, ...inherited } = process.env
    const launcher = spawn(process.execPath, [LAUNCHER], {
      env: { ...inherited, HOST: '127.0.0.1', PORT: port, SPANE_DATA_DIR: this.dataDir, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#launcher = launcher
    let output = ''
    this.url = await new Promise((resolve, reject) => {
      const take = (chunk) => {
        output += chunk
        const ready = /SPANE is ready.*?(http:\/\/\S+)/.exec(output)
        if (ready) resolve(ready[1])
      }
      launcher.stdout.setEncoding('utf8').on('data', take)
      launcher.stderr.setEncoding('utf8').on('data', take)
      launcher.once('exit', (code) => reject(new Error(`The launcher ended with ${code}:\n${output}`)))
    })
  }

  /**
   * `kill -9` of the launcher, or of a process under it, and of the embedded database's parent process. What is killed
   * under a launcher that lives is started again by it.
   * @param {'launcher' | 'web' | 'worker' | 'postgres'} victim
   */
  async kill(victim) {
    const launcher = this.#launcher
    if (victim !== 'launcher') return process.kill(await this.#pidOf(victim), 'SIGKILL')
    const gone = once(launcher, 'exit')
    launcher.kill('SIGKILL')
    await gone
  }

  async stop() {
    const launcher = this.#launcher
    if (launcher.exitCode !== null || launcher.signalCode !== null) return
    const gone = once(launcher, 'exit')
    launcher.kill('SIGTERM')
    await gone
  }

  /** Asks the database while the product runs; rejects while it is away. */
  async query(text) {
    const { port, password } = JSON.parse(readFileSync(join(this.dataDir, 'postgres', 'server.json'), 'utf8'))
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'spane', password, database: 'spane' })
    try {
      await client.connect()
      return (await client.query(text)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** The database alone, after {@link stop}. */
  openDatabase() {
    return startEmbeddedPostgres({ dataDir: join(this.dataDir, 'postgres') })
  }

  remove() {
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** Waits for it: the launcher may be just about to start it again. */
  async #pidOf(victim) {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(20)) {
      const pid = victim === 'postgres' ? this.#postgresPid() : childOf(this.#launcher.pid, `apps/${victim}/dist`)
      if (pid !== undefined) return pid
    }
    throw new Error(`There is no ${victim} process`)
  }

  #postgresPid() {
    try {
      const pid = Number(
        readFileSync(join(this.dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      process.kill(pid, 0)
      return pid
    } catch {
      return undefined
    }
  }
}

/** From /proc: these runs are for Linux, as `kill -9` of a process group's members is. */
function childOf(parent, program) {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const status = readFileSync(`/proc/${entry}/stat`, 'utf8')
      if (Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) !== parent) continue
      if (readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(program)) return Number(entry)
    } catch {
      // It ended while it was looked at.
    }
  }
  return undefined
}
