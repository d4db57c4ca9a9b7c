import { expect, type Page, test } from '@playwright/test'
import { nodeCard } from './support/editor.ts'
import { childOfLauncher } from './support/processes.ts'

/** Longer than the lease of a worker (30 s) and two runs of the node. */
test.setTimeout(150_000)

async function call<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const response = await page.request.post(`/api/trpc/${procedure}`, { data: input })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()).result.data as T
}

/** Starts a workflow with one long node and opens its execution once the node runs. */
async function openRunning(page: Page, name: string, durationMs: number): Promise<string> {
  const { workflow } = await call<{ workflow: { id: string } }>(page, 'workflows.create', { name })
  const { revision } = await call<{ revision: number }>(page, 'workflows.saveDraft', {
    id: workflow.id,
    baseRevision: 1,
    operations: [
      { type: 'addNode', node: { id: 'start', type: 'manual-trigger', config: {} } },
      { type: 'addNode', node: { id: 'work', type: 'simulate', config: { durationMs } } },
      { type: 'addEdge', edge: { id: 'e', source: 'start', sourcePort: 'main', target: 'work', targetPort: 'main' } },
    ],
  })
  const { executionId } = await call<{ executionId: string }>(page, 'workflows.run', {
    id: workflow.id,
    revision,
    input: '',
  })
  await page.goto(`/executions/${executionId}`)
  await expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'running')
  return executionId
}

test('a worker that is killed: its node says so, is taken over and completes', async ({ page }) => {
  await openRunning(page, 'Outlives its worker', 9_000)
  const work = nodeCard(page, 'work')
  const pid = childOfLauncher('apps/worker')
  process.kill(pid, 'SIGKILL')

  await expect(work.locator('[data-worker="silent"]')).toContainText('Worker not responding', { timeout: 15_000 })
  await expect(work).toHaveAccessibleName(/worker not responding/)
  // Within the lease, and the time that the sweeper and the restart of the worker take.
  await expect(work.locator('[data-worker="taken-over"]')).toContainText(/Taken over in \d+ s/, { timeout: 45_000 })
  await expect(work).toHaveAttribute('data-status', 'completed', { timeout: 20_000 })

  await work.dblclick()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector).toContainText(/Worker lost, taken over in \d+ s/)
  await expect(inspector.locator('[data-outcome="lost"]')).toContainText('Worker lost')
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await expect(inspector.getByRole('log')).toContainText('Start 1')
  await expect(inspector.getByRole('log')).toContainText('Start 2')

  await page.goto('/workers')
  const lost = page.locator('[data-worker-state="lost"]', { hasText: `process ${pid}` })
  await expect(lost).toContainText('1 node was taken over')
  await expect(lost).toContainText(`by process ${childOfLauncher('apps/worker')}`)
})

test('a server that is killed: the page says that it reconnects, and goes on where it was', async ({ page }) => {
  await openRunning(page, 'Outlives its server', 15_000)
  process.kill(childOfLauncher('apps/web'), 'SIGKILL')
  const banner = page.getByRole('status').filter({ hasText: 'Reconnecting' })
  await expect(banner).toBeVisible({ timeout: 15_000 })
  await expect(banner).toBeHidden({ timeout: 60_000 })
  await expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'completed', { timeout: 30_000 })
})
