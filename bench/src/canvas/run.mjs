// `pnpm bench:canvas [nodes …] [--rounds n] [--live]`: our editor against bare React Flow in Chromium, in turn, and with
// --live the way of a state from its commit in the worker to the canvas. See docs/benchmarks.md.
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumFlags, findChromium } from '../../../scripts/lib/find-chromium.mjs'
import { median } from '../figures.mjs'
import { measureLive } from './measure-live.mjs'
import { measureOpening } from './measure-opening.mjs'
import { measurePage } from './measure-page.mjs'
import { printPages } from './print-pages.mjs'
import { servePage } from './serve-page.mjs'

const { values: options, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, live: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const sizes = positionals.length > 0 ? positionals.map(Number) : [100, 1_000, 5_000]
const rounds = Number(options.rounds)
const busy = () => `load ${loadavg()[0]?.toFixed(1)}`

const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags })
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, no GPU, Chromium ${browser.version()}, ${rounds} rounds in turn, ${busy()}`,
)
try {
  await comparePages()
  if (options.live) await printLive()
  console.log(`At the end: ${busy()}`)
} finally {
  await browser.close()
}

async function comparePages() {
  const page = await servePage()
  try {
    for (const nodes of sizes) {
      const ours = []
      const bare = []
      for (let round = 0; round < rounds; round++) {
        ours.push(await measurePage(browser, { url: page.url, editor: 'ours', nodes, room: { left: 0, top: 0 } }))
        bare.push(await measurePage(browser, { url: page.url, editor: 'bare', nodes, room: ours[round].room }))
      }
      printPages(nodes, { ours, bare })
    }
    const openings = []
    for (let round = 0; round < rounds; round++) openings.push(await measureOpening(browser, page.url, 500))
    for (const what of ['picker', 'inspector']) {
      const times = openings.map((opening) => opening[what])
      console.log(`${what} on the screen, 500 nodes: ${median(times).toFixed(0)} ms (wanted: 100)`)
    }
  } finally {
    await page.stop()
  }
}

async function printLive() {
  const live = await measureLive(browser)
  console.log(`
10 executions of 100 nodes at once, one of them watched:
  from the commit to the canvas   p50 ${live.p50.toFixed(0)} ms, p95 ${live.p95.toFixed(0)} ms of ${live.count} states (wanted: p95 150)
    until the web process sends   p50 ${live.sent.p50.toFixed(0)} ms, p95 ${live.sent.p95.toFixed(0)} ms
    until the page has the event  p50 ${live.received.p50.toFixed(0)} ms, p95 ${live.received.p95.toFixed(0)} ms
  last state after the end        ${live.afterEnd.toFixed(0)} ms (wanted: 1,000)
  frames meanwhile                ${live.framesPerSecond.toFixed(0)} a second (wanted: 30)`)
}
