// `kill -9` of the parts of an installation in turn (launcher, web, worker, database), while executions are started
// over REST and by a schedule. The launcher starts again what dies under it; the launcher itself is started by this run.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { checkInvariants } from '@spane/db/chaos'
import pg from 'pg'
import { findBadTicks } from './find-bad-ticks.mjs'
import { Product } from './product.mjs'

const VICTIMS = ['web', 'worker', 'launcher', 'postgres']
const LEASE_SECONDS = 2
const STARTS_A_STRIKE = 10
const PATIENCE_MS = 120_000

const simulate = (id) => ({ id, type: 'simulate', config: { durationMs: 20 } })

/** A diamond, so that there is a join, with a chain behind it. */
const worked = {
  id: 'worked',
  name: 'worked',
  nodes: [{ id: 'start', type: 'manual-trigger', config: {} }, ...['left', 'right', 'join', 'end'].map(simulate)],
  edges: [
    ['start', 'left'],
    ['start', 'right'],
    ['left', 'join'],
    ['right', 'join'],
    ['join', 'end'],
  ].map(([source, target]) => ({ id: `${source}-${target}`, source, target })),
}

const scheduled = (trigger) => ({
  id: 'scheduled',
  name: 'scheduled',
  nodes: [{ id: 'tick', ...trigger }, simulate('after')],
  edges: [{ id: 'tick-after', source: 'tick', target: 'after' }],
})

export const productFault = {
  name: 'product',
  title: 'kill -9 of web, worker, launcher and embedded database in turn, with a schedule that ticks each second',
  times: { short: 4, long: 40 },
}

/** @returns {Promise<import('@spane/db/chaos').FaultReport>} */
export async function tryProductFault({ times, redisUrl }) {
  const begun = performance.now()
  const product = new Product({
    SPANE_LEASE_SECONDS: String(LEASE_SECONDS),
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  })
  const client = new RestClient(product)
  const acknowledged = []
  const recoveries = []
  const startMany = async () => {
    const starts = Array.from({ length: STARTS_A_STRIKE }, (_, n) => client.execute('worked', { n: n % 3 }))
    acknowledged.push(...(await Promise.all(starts)))
  }
  try {
    await product.start()
    await client.publish(worked)
    const reference = await Promise.all([0, 1, 2].map((n) => client.execute('worked', { n })))
    await client.settled(reference)
    const each = { pattern: '* * * * * *', timeZone: 'UTC', catchUp: 'all' }
    await client.publish(scheduled({ type: 'cron-trigger', config: each }))
    for (let strike = 0; strike < times; strike++) {
      const victim = VICTIMS[strike % VICTIMS.length]
      const meanwhile = startMany()
      await delay(Math.random() * 300)
      await product.kill(victim)
      const killedAt = performance.now()
      if (victim === 'launcher') await product.start()
      await client.execute('worked', { n: 0 }).then((id) => acknowledged.push(id))
      recoveries.push(performance.now() - killedAt)
      await meanwhile
      await client.settled(acknowledged)
    }
    await client.publish(scheduled({ type: 'manual-trigger', config: {} }))
    await client.atRest()
    await product.stop()
    return await report({ product, acknowledged, reference, recoveries, times, redisUrl, begun })
  } finally {
    await product.stop()
    product.remove()
  }
}

async function report({ product, acknowledged, reference, recoveries, times, redisUrl, begun }) {
  const database = await product.openDatabase()
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 })
  // The server is one of the parts that are ended.
  pool.on('error', () => undefined)
  try {
    const { executions, nodeRuns, violations } = await checkInvariants(pool, { acknowledged, reference })
    const of = (...invariants) => violations.filter(({ invariant }) => invariants.includes(invariant)).length
    const sorted = recoveries.toSorted((a, b) => a - b)
    return {
      fault: productFault.name,
      title: productFault.title,
      backend: redisUrl === undefined ? 'postgres' : 'redis',
      times,
      executions,
      nodeRuns,
      lost: of('I1'),
      doubled: of('I2', 'I6'),
      violations,
      problems: findBadTicks(await readTicks(pool)),
      recoveries: sorted.length,
      recoveryP50: sorted[Math.floor(sorted.length / 2)],
      recoveryP99: sorted.at(-1),
      seconds: (performance.now() - begun) / 1000,
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** What the schedule started, whatever was dead at that time. */
async function readTicks(pool) {
  const { rows } = await pool.query(`SELECT input FROM execution WHERE workflow_id = 'scheduled'`)
  return rows.map(({ input }) => Date.parse(JSON.parse(input).scheduledAt))
}

const OPEN = `
  SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM execution WHERE status IN ('queued', 'running', 'paused')) AS open`

/** Calls the REST API, and calls again until there is an answer: a start carries a key, so it happens once. */
class RestClient {
  constructor(product) {
    this.product = product
  }

  async publish(definition) {
    await this.#call('POST', '/api/workflows', definition)
  }

  async execute(workflowId, initialData) {
    const headers = { 'idempotency-key': randomUUID() }
    return (await this.#call('POST', `/api/workflows/${workflowId}/execute`, { initialData }, headers)).executionId
  }

  /** Waits until all of them have ended. */
  async settled(ids) {
    for (const id of ids) {
      await this.#until(async () => {
        const { status } = await this.#call('GET', `/api/executions/${id}`)
        return ['completed', 'failed', 'cancelled'].includes(status)
      })
    }
  }

  /**
   * Waits until nothing is under way anywhere, several times in a row: no execution is open, and no wake-up that a killed
   * process has left is still to be relayed.
   */
  async atRest() {
    let calm = 0
    await this.#until(async () => {
      calm = (await this.#countOpen()) === 0 ? calm + 1 : 0
      return calm > 3
    })
  }

  /** Not a number while nobody can be asked. */
  async #countOpen() {
    const rows = await this.product.query(OPEN).catch(() => [{ open: Number.NaN }])
    return Number(rows[0].open)
  }

  async #until(holds) {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(200)) if (await holds()) return
  }

  async #call(method, path, body, headers = {}) {
    for (const deadline = Date.now() + PATIENCE_MS; ; await delay(50)) {
      try {
        const answer = await fetch(`${this.product.url}${path}`, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(10_000),
        })
        if (answer.ok) return await answer.json()
        if (answer.status < 500 || Date.now() > deadline) throw new Error(`${answer.status} ${await answer.text()}`)
      } catch (error) {
        if (Date.now() > deadline || /^4\d\d /.test(error.message)) throw error
      }
    }
  }
}
