import { setTimeout as delay } from 'node:timers/promises'
import { percentile } from '../figures.mjs'
import { createHand } from './gestures.mjs'

const RUN_MS = 2_000
const CHANGES_A_SECOND = 200
/** A hundred nodes: so many columns and rows of the scene. */
const BOX = { columns: 10, rows: 10 }

/**
 * Opens one of the two pages in a window of its own and goes through the gestures, with all of the graph in view and at
 * 100 %.
 * @param {import('@playwright/test').Browser} browser
 * @param {{ url: string, editor: 'ours' | 'bare', nodes: number, room: { left: number, top: number } }} options
 */
export async function measurePage(browser, { url, editor, nodes, room, only }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', (error) => problems.push(error))
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  try {
    await page.goto(`${url}/?editor=${editor}&nodes=${nodes}&left=${room.left}&top=${room.top}`)
    await page.waitForFunction(() => window.bench !== undefined)
    const result = { interactive: await page.evaluate(() => window.bench.interactiveAt) }
    await delay(500)
    result.elements = await page.evaluate(() => document.querySelectorAll('.react-flow *').length)
    const canvas = await page.locator('.react-flow').boundingBox()
    result.room = { left: canvas.x, top: canvas.y }
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 }
    const hand = createHand(cdp)
    const columns = Math.round(Math.sqrt(nodes * 0.64))
    const rows = Math.ceil(nodes / columns)
    const center = Math.floor(rows / 2) * columns + Math.floor(columns / 2)

    const record = async (name, act) => {
      if (only && !name.includes(only)) return
      const before = await metricsOf(cdp)
      await page.evaluate(() => window.bench.startFrames())
      await act()
      const { frames, longTasks, cardsChanged } = await page.evaluate(() => window.bench.stopFrames())
      const after = await metricsOf(cdp)
      const cpu = (key) => ((after[key] - before[key]) * 1_000) / Math.max(1, frames.length)
      result[name] = {
        p50: percentile(frames, 0.5),
        p95: percentile(frames, 0.95),
        perSecond: (1_000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0),
        cpu: cpu('TaskDuration'),
        script: cpu('ScriptDuration'),
        layout: cpu('LayoutDuration') + cpu('RecalcStyleDuration'),
        longest: Math.max(0, ...longTasks),
        cardsChanged,
      }
      await delay(300)
    }
    const rectOf = (index) => page.evaluate((id) => window.bench.rectOf(id), `node-${index}`)
    const gestures = async (view) => {
      await record(`pan, ${view}`, () => hand.pan(middle))
      await record(`zoom, ${view}`, () => hand.zoom(middle))
      const one = await nearestTo(page, middle)
      await record(`drag one, ${view}`, () => hand.drag(one))
      await record(`run, ${view}`, async () => {
        await page.evaluate((perSecond) => window.bench.startRun(perSecond), CHANGES_A_SECOND)
        await delay(RUN_MS)
        await page.evaluate(() => window.bench.stopRun())
      })
    }

    if (nodes >= 1_000) {
      const first = await rectOf(center - 5 - 5 * columns)
      const last = await rectOf(center + BOX.columns - 6 + (BOX.rows - 6) * columns)
      const margin = first.height / 2
      const corner = { x: first.x - margin, y: first.y - margin }
      await hand.box({ ...corner, width: last.x + margin - corner.x, height: last.y + margin - corner.y })
      await delay(300)
      result.selected = await page.locator('.react-flow__node.selected').count()
      // Among 5,000 nodes in view the corner may hit a node or an edge instead: that row is then left out.
      if (result.selected > 1) {
        const grip = (await sheetOfSelection(page)) ?? (await nearestTo(page, middle, '.react-flow__node.selected'))
        await record('drag a hundred, all in view', () => hand.drag(grip))
      }
      await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + 8)
      await delay(300)
    }
    await gestures('all in view')
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + 8)
    await page.keyboard.press('0')
    await delay(600)
    await gestures('100 %')
    await cdp.send('HeapProfiler.collectGarbage')
    result.heap = (await metricsOf(cdp)).JSHeapUsedSize / 1024 / 1024
    if (problems.length > 0) throw problems[0]
    return result
  } finally {
    await context.close()
  }
}

async function metricsOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}

/** The middle of the sheet that bare React Flow lays over what a box has selected; ours leaves the nodes in reach. */
async function sheetOfSelection(page) {
  const box = await page
    .locator('.react-flow__nodesselection-rect:visible')
    .boundingBox({ timeout: 500 })
    .catch(() => null)
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The middle of the node that is drawn nearest to a point. */
function nearestTo(page, point, selector = '.react-flow__node') {
  return page.evaluate(
    ({ x, y, selector }) => {
      const middles = [...document.querySelectorAll(selector)].map((element) => {
        const box = element.getBoundingClientRect()
        return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 12) }
      })
      const far = (middle) => Math.hypot(middle.x - x, middle.y - y)
      return middles.reduce((best, middle) => (far(middle) < far(best) ? middle : best))
    },
    { ...point, selector },
  )
}
