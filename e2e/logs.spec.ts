import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { nodeCard } from './support/editor.ts'

/** Logs three lines at once and one every 250 ms, for 10 s. */
const CODE = `
console.debug('looking around')
console.warn('careful', { page: 3 })
console.error('not good')
const end = Date.now() + 10000
let next = Date.now()
let line = 0
while (Date.now() < end) {
  if (Date.now() >= next) {
    line += 1
    console.log('line ' + line)
    next += 250
  }
}
return { lines: line }
`

/** The node alone takes 10 s. */
test.setTimeout(90_000)

async function call<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const response = await page.request.post(`/api/trpc/${procedure}`, { data: input })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()).result.data as T
}

async function openChatty(page: Page): Promise<string> {
  const { workflow } = await call<{ workflow: { id: string } }>(page, 'workflows.create', { name: 'Chatty' })
  const { revision } = await call<{ revision: number }>(page, 'workflows.saveDraft', {
    id: workflow.id,
    baseRevision: 1,
    operations: [
      { type: 'addNode', node: { id: 'start', type: 'manual-trigger', config: {} } },
      { type: 'addNode', node: { id: 'talk', type: 'code', config: { code: CODE, timeout: 40_000 } } },
      { type: 'addEdge', edge: { id: 'e', source: 'start', sourcePort: 'main', target: 'talk', targetPort: 'main' } },
    ],
  })
  const { executionId } = await call<{ executionId: string }>(page, 'workflows.run', {
    id: workflow.id,
    revision,
    input: '',
  })
  await page.goto(`/executions/${executionId}`)
  await expect(nodeCard(page, 'talk')).toBeVisible()
  return executionId
}

test('reads the log of a node while it runs, filters, searches and pauses it', async ({ page }) => {
  await openChatty(page)
  await nodeCard(page, 'talk').dblclick()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  const log = inspector.getByRole('log')
  await expect(log).toContainText('line 1')
  // Live: it still runs.
  await expect(nodeCard(page, 'talk')).toHaveAttribute('data-status', 'running')

  await inspector.getByRole('button', { name: 'Pause' }).click()
  const paused = await log.locator('[data-level="info"]').count()
  await expect(nodeCard(page, 'talk')).toHaveAttribute('data-status', 'completed', { timeout: 40_000 })
  expect(await log.locator('[data-level="info"]').count()).toBe(paused)

  await page.reload()
  await nodeCard(page, 'talk').dblclick()
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await expect(log).toContainText('line 20')
  await inspector.getByLabel('Level').click()
  await page.getByRole('option', { name: 'Warnings and errors' }).click()
  await expect(log.locator('li')).toHaveCount(2)
  await expect(log).toContainText('careful')
  await inspector.getByLabel('Search the log').fill('NOT GOOD')
  await expect(log.locator('li')).toHaveCount(1)
  await expect(log).toContainText('not good')
  await inspector.getByLabel('Search the log').fill('nobody wrote this')
  await expect(log).toContainText('No line matches')

  await inspector.getByRole('button', { name: 'Close inspector' }).click()
  await page.getByRole('button', { name: 'Log', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Log of the execution' })
  await expect(panel.getByRole('log')).toContainText('looking around')
  await panel.getByRole('button', { name: 'Close the log' }).click()
  await expect(panel).toBeHidden()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('nothing of a log is out of reach', async ({ page }) => {
      const executionId = await openChatty(page)
      await page.getByRole('button', { name: 'Log', exact: true }).click()
      await nodeCard(page, 'talk').dblclick()
      await page.getByRole('tab', { name: 'Logs' }).click()
      await expect(page.getByRole('log').first()).toContainText('careful')
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      // It would keep a core busy under the specs that follow.
      await page.request.post(`/api/executions/${executionId}/cancel`)
    })
  })
}
