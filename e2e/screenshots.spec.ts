import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { createWorkflow, expectRunStatus, expectStatuses, inspect, openWorkflow, run } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

const isAskedFor = process.env.SPANE_SCREENSHOTS === '1'

interface Screen {
  name: string
  /** Brings the page into the state that the picture shows. */
  show: (page: Page) => Promise<void>
  /** Ends what would go on. */
  leave?: (page: Page) => Promise<void>
}

/** A run in the middle of it, which is worth checking without a picture, too. It stays there until it is stopped. */
const CANVAS: Screen = {
  name: 'canvas',
  async show(page) {
    const at = (column: number, row: number) => ({ x: column * 304, y: row * 144 })
    const work = (durationMs: number, output: Record<string, unknown>) => ({ durationMs, output })
    await openNew(
      page,
      `Order handling ${randomUUID().slice(0, 4)}`,
      [
        { id: 'order', type: 'manual-trigger', name: 'Order received', position: at(0, 1) },
        { id: 'stock', type: 'simulate', name: 'Reserve stock', config: work(200, { ok: true }), position: at(1, 0) },
        { id: 'card', type: 'simulate', name: 'Charge card', config: work(600_000, {}), position: at(1, 1) },
        { id: 'courier', type: 'simulate', name: 'Book courier', config: work(600_000, {}), position: at(1, 2) },
        { id: 'join', type: 'merge', name: 'Wait for all three', position: at(2, 1) },
        { id: 'confirm', type: 'transform', name: 'Confirm the order', position: at(3, 1) },
      ],
      [...['stock', 'card', 'courier'].flatMap((id) => [`order->${id}`, `${id}->join`]), 'join->confirm'],
    )
    await run(page)
    await expectStatuses(page, { stock: 'completed', card: 'running', courier: 'running', join: 'pending' })
    await expect(page.getByRole('group', { name: 'Run shown' })).toBeVisible()
  },
  async leave(page) {
    const executionId = await page.getByRole('group', { name: 'Run shown' }).getAttribute('data-execution-id')
    expect((await page.request.post(`/api/executions/${executionId}/cancel`)).ok()).toBe(true)
  },
}

/** Two executions of a workflow in which one branch fails once, with what is given to each; returns their ids. */
async function runOrders(page: Page, amounts: readonly [number, number]): Promise<string[]> {
  const id = `orders-${randomUUID().slice(0, 4)}`
  const at = (column: number, row: number) => ({ x: column * 304, y: row * 144 })
  const flaky = { outcome: 'fail-first', failures: 1, durationMs: 150, retries: 1 }
  const condition = { conditions: [{ left: '{{ input.total }}', operator: 'greater', right: 100 }] }
  const total = { fields: [{ name: 'total', value: '{{ input.amount * 2 }}' }] }
  await openNew(
    page,
    id,
    [
      { id: 'order', type: 'manual-trigger', name: 'Order received', position: at(0, 1) },
      { id: 'total', type: 'transform', name: 'Add up', config: total, position: at(1, 0) },
      { id: 'large', type: 'if', name: 'Large order?', config: condition, position: at(2, 0) },
      { id: 'review', type: 'simulate', name: 'Review', config: { durationMs: 700 }, position: at(3, 0) },
      { id: 'stock', type: 'simulate', name: 'Reserve stock', config: { durationMs: 900 }, position: at(1, 1) },
      { id: 'card', type: 'simulate', name: 'Charge card', config: flaky, position: at(1, 2) },
      { id: 'ship', type: 'merge', name: 'Ship it', position: at(3, 2) },
    ],
    ['order->total', 'total->large', 'large:true->review', 'order->stock', 'order->card', 'stock->ship', 'card->ship'],
  )
  const items = amounts.map((amount) => ({ workflowId: id, initialData: { amount } }))
  const started = await page.request.post('/api/executions', { data: { items } })
  const { items: executions } = await started.json()
  return executions.map(({ executionId }: { executionId: string }) => executionId)
}

/** The other screens, which have journeys of their own. */
const OTHERS: Screen[] = [
  {
    name: 'first-run',
    async show(page) {
      await createWorkflow(page, 'My workflow')
    },
  },
  {
    name: 'templates',
    async show(page) {
      await page.goto('/templates')
      await expect(page.getByRole('button', { name: 'Use the template Daily digest' })).toBeVisible()
    },
  },
  {
    name: 'inspector',
    async show(page) {
      await openWorkflow(page, 'Condition and join')
      await run(page)
      await expectRunStatus(page, 'completed')
      const inspector = await inspect(page, 'notify')
      await inspector.getByRole('tab', { name: 'Run' }).click()
      await expect(inspector).toContainText('was approved after a review')
    },
  },
  {
    name: 'dead-letters',
    async show(page) {
      await openWorkflow(page, 'Fails, then succeeds on retry')
      await run(page)
      await expectRunStatus(page, 'failed')
      await page.getByRole('link', { name: 'Open the dead letter' }).click()
      const letter = page.getByRole('region', { name: 'Letter of Send to accounting' })
      await expect(letter.getByLabel('stack of attempt 2', { exact: true })).toContainText('(packages/')
    },
  },
  {
    name: 'workflows',
    async show(page) {
      await page.goto('/workflows')
      await expect(page.getByRole('link', { name: 'Parallel branches', exact: true })).toBeVisible()
    },
  },
  {
    name: 'executions',
    async show(page) {
      await page.goto('/executions')
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
    },
  },
  {
    name: 'timeline',
    async show(page) {
      const [first] = await runOrders(page, [700, 7])
      await page.goto(`/executions/${first}`)
      await expectRunStatus(page, 'completed')
      const timeline = page.getByRole('region', { name: 'Timeline' })
      await expect(timeline.getByRole('button', { name: /on the critical path/ }).first()).toBeVisible()
    },
  },
  {
    name: 'compare',
    async show(page) {
      const [first, second] = await runOrders(page, [700, 7])
      for (const id of [second, first]) {
        await page.goto(`/executions/${id}`)
        await expectRunStatus(page, 'completed')
      }
      await page.goto(`/executions/compare?first=${first}&second=${second}`)
      const list = page.getByRole('complementary', { name: 'Nodes of both runs' })
      await list.locator('[data-compared="total"]').click()
      await expect(page.getByRole('table', { name: 'What differs in the output' })).toBeVisible()
    },
  },
  {
    name: 'alerts',
    async show(page) {
      await page.goto('/alerts')
      await page.getByRole('button', { name: 'New alert' }).click()
      const form = page.getByRole('dialog', { name: 'New alert' })
      await form.getByLabel('Name').fill('No worker is alive')
      await form.getByLabel('Address').fill('https://example.com/alerts')
      await form.getByRole('button', { name: 'Create' }).click()
      await expect(page.getByRole('article', { name: 'No worker is alive' })).toContainText('OK')
    },
    async leave(page) {
      await page.getByRole('button', { name: 'Actions for No worker is alive' }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByRole('article', { name: 'No worker is alive' })).toHaveCount(0)
    },
  },
]

/** Where people asked for less motion, a run that goes on moves nothing. */
async function expectStillness(page: Page): Promise<void> {
  const moving = () =>
    page.evaluate(() => {
      const durations = document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().activeDuration))
      return durations.filter((ms) => ms > 1).length
    })
  expect(await moving()).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(moving).toBe(0)
}

// The pictures of README and docs. Written only when asked for, so that a test run leaves the repository as it was.
for (const colorScheme of isAskedFor ? (['light', 'dark'] as const) : (['light'] as const)) {
  test.describe(`pictures in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })
    for (const { name, show, leave } of isAskedFor ? [CANVAS, ...OTHERS] : [CANVAS]) {
      test(`of the screen ${name}`, async ({ page }) => {
        await show(page)
        if (isAskedFor) {
          await page.evaluate(() => document.fonts.ready)
          // The pointer is nowhere, so that nothing is lit by it.
          await page.mouse.move(0, 0)
          const path = fileURLToPath(new URL(`../docs/images/${name}-${colorScheme}.png`, import.meta.url))
          await page.screenshot({ path, scale: 'css' })
        }
        if (name === CANVAS.name) await expectStillness(page)
        await leave?.(page)
      })
    }
  })
}
