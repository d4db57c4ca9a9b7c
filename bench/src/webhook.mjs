import { setTimeout as delay } from 'node:timers/promises'
import autocannon from 'autocannon'
import { percentile } from './figures.mjs'
import { memoryBelow } from './process-memory.mjs'
import { startProduct } from './product.mjs'

const SECONDS = 15
/** Until the code has been compiled: fresh processes spend a third of their time on that. */
const WARM_UP_SECONDS = 15
const IDLE_REQUESTS = 60

/**
 * The whole way: the product as `npm start` runs it (production build, web and worker processes, store, events and
 * history), and a webhook that is answered at the end of a chain of 10.
 */
export async function webhookFigures({ redisUrl }) {
  const product = await startProduct({ REDIS_URL: redisUrl ?? '' })
  try {
    await publish(product.url)
    await delay(5_000)
    const memory = memoryBelow(product.pid, { web: 'apps/web', worker: 'apps/worker' })
    const address = `${product.url}/hooks/bench`
    const call = async () => {
      const begun = performance.now()
      const response = await fetch(address, { method: 'POST', headers: JSON_BODY, body: BODY })
      const text = await response.text()
      if (response.status !== 200) throw new Error(`The webhook answered ${response.status}: ${text}`)
      return performance.now() - begun
    }
    await load(address, 10, WARM_UP_SECONDS)
    const idle = []
    for (let run = 0; run < IDLE_REQUESTS; run++) {
      idle.push(await call())
      await delay(20)
    }
    const loads = []
    for (const connections of [10, 50]) {
      const result = await load(address, connections, SECONDS)
      const { latency, requests, non2xx, errors } = result
      loads.push({
        connections,
        perSecond: requests.average,
        p50: latency.p50,
        p97: latency.p97_5,
        refused: non2xx + errors,
      })
    }
    return { memory, idle: { p50: percentile(idle, 0.5), p95: percentile(idle, 0.95) }, loads }
  } finally {
    await product.stop()
  }
}

function load(url, connections, duration) {
  return autocannon({ url, method: 'POST', headers: JSON_BODY, body: BODY, connections, duration })
}

const JSON_BODY = { 'content-type': 'application/json' }
const BODY = JSON.stringify({ order: 7 })

async function publish(url) {
  const ids = ['hook', ...Array.from({ length: 9 }, (_, index) => `step-${index + 1}`)]
  const nodes = ids.map((id, index) =>
    index === 0
      ? { id, type: 'webhook-trigger', config: { path: 'bench', respond: 'at-end' } }
      : { id, type: 'transform', config: { fields: [{ name: 'step', value: String(index) }], keepInput: true } },
  )
  const edges = ids.slice(1).map((target, index) => ({ id: `${ids[index]}>${target}`, source: ids[index], target }))
  const response = await fetch(`${url}/api/workflows`, {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ id: 'bench', name: 'Bench', nodes, edges }),
  })
  if (!response.ok) throw new Error(`Publishing answered ${response.status}: ${await response.text()}`)
  // The address is served once the triggers of the version were read.
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${url}/hooks/bench`, { method: 'POST', headers: JSON_BODY, body: BODY })
    await answer.text()
    if (answer.status === 200) return
    await delay(100)
  }
  throw new Error('The webhook is not served')
}
