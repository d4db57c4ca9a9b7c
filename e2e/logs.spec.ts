import { expect, type Page, test } from '@playwright/test'
import { expectNoViolationsInBothThemes } from './support/axe.ts'
import { nodeCard } from './support/editor.ts'

/** Logs three lines at once and one every 250 ms, until it is stopped. */
const CODE = `
console.debug('looking around')
console.warn('careful', { page: 3 })
console.error('not good')
let next = Date.now()
let line = 0
while (true) {
  if (Date.now() >= next) {
    line += 1
    console.log('line ' + line)
    next += 250
  }
}
`

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
      { type: 'addNode', node: { id: 'talk', type: 'code', config: { code: CODE, timeout: 50_000 } } },
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
  const executionId = await openChatty(page)
  const countStored = async () =>
    (await (await page.request.get(`/api/executions/${executionId}/logs?level=info`)).json()).items.length
  const talk = nodeCard(page, 'talk')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const log = inspector.getByRole('log')
  const panel = page.getByRole('region', { name: 'Log of the execution' })

  await talk.dblclick()
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await expect(log).toContainText('line 1')
  // Live: it still runs.
  await expect(talk).toHaveAttribute('data-status', 'running')
  await inspector.getByRole('button', { name: 'Pause' }).click()
  const paused = await log.locator('[data-level="info"]').count()
  const stored = await countStored()
  await expect.poll(countStored).toBeGreaterThan(stored + 8)
  expect(await log.locator('[data-level="info"]').count()).toBe(paused)
  await inspector.getByRole('button', { name: 'Close inspector' }).click()

  // The log of all nodes takes room from the canvas, and leaves the nodes in sight.
  await page.getByRole('button', { name: 'Log', exact: true }).click()
  await expect(panel.getByRole('log')).toContainText('looking around')
  await expect(talk).toBeInViewport({ ratio: 1 })
  await talk.dblclick()
  await expect(log).toContainText('line 1')
  await expectNoViolationsInBothThemes(page)
  await panel.getByRole('button', { name: 'Close the log' }).click()
  await expect(panel).toBeHidden()
  await page.request.post(`/api/executions/${executionId}/cancel`)
  await expect(talk).toHaveAttribute('data-status', 'cancelled')

  await page.reload()
  await talk.dblclick()
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await expect(log).toContainText(`line ${paused + 8}`)
  await inspector.getByLabel('Level').click()
  await page.getByRole('option', { name: 'Warnings and errors' }).click()
  await expect(log.locator('li')).toHaveCount(2)
  await expect(log).toContainText('careful')
  await inspector.getByLabel('Search the log').fill('NOT GOOD')
  await expect(log.locator('li')).toHaveCount(1)
  await expect(log).toContainText('not good')
  await inspector.getByLabel('Search the log').fill('nobody wrote this')
  await expect(log).toContainText('No line matches')
})
