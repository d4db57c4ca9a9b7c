import { emptyExecutionView } from '@spane/realtime'
import { createLiveClient } from '@spane/realtime/client'
import { percentile } from '../figures.mjs'
import { startProduct } from '../product.mjs'

const EXECUTIONS = 10
const CHAINS = 14
const CHAIN_LENGTH = 7
const NODE_MS = 300
/** Long enough for the page to be open before the nodes begin. */
const HOLD_MS = 12_000

/**
 * The way of a state from its commit in the worker to the canvas, with 10 executions of 100 nodes at once on the whole
 * product; the clocks of database and page are the machine's.
 * @param {import('@playwright/test').Browser} browser
 */
export async function measureLive(browser) {
  const product = await startProduct({})
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(recordLive)
    const executionId = await startExecutions(product.url)
    const listener = listen(product.url, executionId)
    await page.goto(`${product.url}/executions/${executionId}`)
    await page.locator('[data-node-id="hold"][data-status="running"]').waitFor()
    const openedAt = await page.evaluate(() => window.live.begin())
    await page.locator('[data-execution-status="completed"]').waitFor({ timeout: 120_000 })
    await page.waitForTimeout(1_500)
    const seen = await page.evaluate(() => window.live.end())
    const events = await readEvents(product.url, executionId)
    listener.close()
    return summarize(events, { ...seen, sent: listener.sent }, openedAt)
  } finally {
    await context.close()
    await product.stop()
  }
}

/** Follows the execution from another process than the page: when the web process sends its events. */
function listen(url, executionId) {
  const sent = {}
  const client = createLiveClient(url)
  client.watchExecution(executionId, emptyExecutionView(), (_view, events) => {
    for (const { seq } of events) sent[seq] ??= Date.now()
  })
  return { sent, close: () => client.close() }
}

async function startExecutions(url) {
  const work = (id, durationMs) => ({ id, type: 'simulate', config: { durationMs } })
  const nodes = [{ id: 'start', type: 'manual-trigger', config: {} }, work('hold', HOLD_MS)]
  const edges = [{ source: 'start', target: 'hold' }]
  for (let chain = 0; chain < CHAINS; chain++) {
    for (let step = 0; step < CHAIN_LENGTH; step++) {
      const id = `work-${chain}-${step}`
      nodes.push(work(id, NODE_MS))
      edges.push({ source: step === 0 ? 'hold' : `work-${chain}-${step - 1}`, target: id })
    }
  }
  await post(url, '/api/workflows', { id: 'live', name: 'Live', nodes, edges })
  const items = Array.from({ length: EXECUTIONS }, () => ({ workflowId: 'live', initialData: {} }))
  const answer = await post(url, '/api/executions', { items })
  return answer.items[0].executionId
}

async function post(url, path, body) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

async function readEvents(url, id) {
  const events = []
  for (let more = true; more; ) {
    const input = encodeURIComponent(JSON.stringify({ id, after: events.length, limit: 500 }))
    const response = await fetch(`${url}/api/trpc/executions.events?input=${input}`)
    const page = (await response.json()).result.data
    events.push(...page.items)
    more = page.hasMore
  }
  return events
}

/** Runs in the page, before its own scripts: notes when events arrive and when cards show their states. */
function recordLive() {
  const received = {}
  const shown = []
  let frames = 0
  let startedAt = 0
  const Original = window.WebSocket
  window.WebSocket = class extends Original {
    constructor(...args) {
      super(...args)
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string' || !data.startsWith('42["execution:events"')) return
        for (const event of JSON.parse(data.slice(2))[1].events) received[event.seq] ??= Date.now()
      })
    }
  }
  const observer = new MutationObserver((changes) => {
    // What changed is on the screen with the frame that follows.
    requestAnimationFrame(() => {
      const at = Date.now()
      for (const { id, status } of found) shown.push({ id, status, at })
    })
    const found = changes.map(({ target }) => ({ id: target.dataset.nodeId, status: target.dataset.status }))
  })
  const count = () => {
    frames += 1
    requestAnimationFrame(count)
  }
  window.live = {
    begin() {
      observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-status'] })
      startedAt = Date.now()
      requestAnimationFrame(count)
      return startedAt
    },
    end: () => ({ received, shown, framesPerSecond: (frames * 1_000) / (Date.now() - startedAt) }),
  }
}

/** A state that was followed by another one in the same frame counts as shown when that one was. */
function summarize(events, { sent, received, shown, framesPerSecond }, openedAt) {
  const ofNode = new Map()
  for (const state of shown) {
    if (state.id !== undefined) ofNode.set(state.id, [...(ofNode.get(state.id) ?? []), state])
  }
  const onCanvas = []
  const onPage = []
  const fromWeb = []
  for (const [nodeId, states] of ofNode) {
    const own = events.filter((event) => event.type === 'node' && event.nodeId === nodeId)
    let next = 0
    for (const { status, at } of states) {
      const last = own.findIndex((event, index) => index >= next && event.status === status)
      for (; next <= last; next++) {
        const { seq, at: committed } = own[next]
        const committedAt = Date.parse(committed)
        if (committedAt < openedAt) continue
        onCanvas.push(at - committedAt)
        if (received[seq] !== undefined) onPage.push(received[seq] - committedAt)
        if (sent[seq] !== undefined) fromWeb.push(sent[seq] - committedAt)
      }
    }
  }
  const end = events.findLast((event) => event.type === 'execution')
  return {
    count: onCanvas.length,
    p50: percentile(onCanvas, 0.5),
    p95: percentile(onCanvas, 0.95),
    sent: { p50: percentile(fromWeb, 0.5), p95: percentile(fromWeb, 0.95) },
    received: { p50: percentile(onPage, 0.5), p95: percentile(onPage, 0.95) },
    afterEnd: Math.max(...shown.map(({ at }) => at)) - Date.parse(end.at),
    framesPerSecond,
  }
}
