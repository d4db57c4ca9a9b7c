import { type Browser, expect, type Page, test } from '@playwright/test'
import { Product, startRestartableRedis } from '../chaos/src/product.mjs'
import { nodeCard } from './support/editor.ts'
import { openRunning } from './support/running.ts'

const LEASE_SECONDS = 3
/** So long a run goes on by itself: enough for what is killed to be back. */
const WORK_MS = 4_000

// An installation of its own: all the others' specs would lose theirs.
let product: Product
let redis: Awaited<ReturnType<typeof startRestartableRedis>>

test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.beforeAll(async () => {
  redis = await startRestartableRedis()
  product = new Product({ SPANE_LEASE_SECONDS: String(LEASE_SECONDS), REDIS_URL: redis.url })
  await product.start()
})
test.afterAll(async () => {
  await product?.stop()
  product?.remove()
  await redis?.[Symbol.asyncDispose]()
})

/** A page on an execution whose node runs. */
async function watch(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await openRunning(page, name, WORK_MS)
  return page
}

const reconnecting = (page: Page) => page.getByRole('status').filter({ hasText: 'Reconnecting' })
const expectCompleted = (page: Page) =>
  expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'completed', { timeout: 60_000 })

test('the launcher is killed: the page reconnects to the next one, and the run ends', async ({ browser }) => {
  const page = await watch(browser, 'Outlives the launcher')
  await product.kill('launcher')
  await expect(reconnecting(page)).toBeVisible({ timeout: 20_000 })
  await product.start()
  await expect(reconnecting(page)).toBeHidden({ timeout: 60_000 })
  await expectCompleted(page)
})

test('the database is killed: the launcher brings it back, and the run ends', async ({ browser }) => {
  const page = await watch(browser, 'Outlives the database')
  await product.kill('postgres')
  await expectCompleted(page)
  await expect(page.getByRole('status').filter({ hasText: 'cannot read its database' })).toBeHidden({ timeout: 60_000 })
})

test('Redis is killed and comes back empty: the run ends', async ({ browser }) => {
  const page = await watch(browser, 'Outlives Redis')
  await redis.kill()
  await redis.start()
  await expectCompleted(page)
})
