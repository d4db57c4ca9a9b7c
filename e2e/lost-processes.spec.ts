import { expect, test } from '@playwright/test'
import { nodeCard } from './support/editor.ts'
import { childOfLauncher } from './support/processes.ts'
import { openRunning } from './support/running.ts'

/** Longer than the lease of a worker and two runs of the node. */
test.setTimeout(150_000)

test('a worker that is killed: its node says so, is taken over and completes', async ({ page }) => {
  const executionId = await openRunning(page, 'Outlives its worker', 5_000)
  const work = nodeCard(page, 'work')
  // What a node logs is stored a little later, and this is looked at below.
  await expect
    .poll(async () => (await (await page.request.get(`/api/executions/${executionId}/logs`)).json()).items.length)
    .toBe(1)
  const pid = childOfLauncher('apps/worker')
  process.kill(pid, 'SIGKILL')

  await expect(work.locator('[data-worker="silent"]')).toContainText('Worker not responding', { timeout: 15_000 })
  await expect(work).toHaveAccessibleName(/worker not responding/)
  // Within the lease, and the time that the sweeper and the restart of the worker take.
  await expect(work.locator('[data-worker="taken-over"]')).toContainText(/Taken over in [\d.]+ s/, { timeout: 45_000 })
  await expect(work).toHaveAttribute('data-status', 'completed', { timeout: 20_000 })

  await work.dblclick()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector).toContainText(/Worker lost, taken over in [\d.]+ s/)
  await expect(inspector.locator('[data-outcome="lost"]')).toContainText('Worker lost')
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await expect(inspector.getByRole('log')).toContainText('Start 1')
  await expect(inspector.getByRole('log')).toContainText('Start 2')

  await page.goto('/workers')
  const lost = page.locator('[data-worker-state="lost"]', {
    hasText: `process ${pid}`,
    hasNotText: `by process ${pid}`,
  })
  await expect(lost).toContainText(/\d+ nodes? (was|were) taken over/)
  await expect(lost).toContainText('Outlives its worker')
  await expect(lost).toContainText(`by process ${childOfLauncher('apps/worker')}`)
})

test('a server that is killed: the page says that it reconnects, and goes on where it was', async ({ page }) => {
  await openRunning(page, 'Outlives its server', 8_000)
  process.kill(childOfLauncher('apps/web'), 'SIGKILL')
  const banner = page.getByRole('status').filter({ hasText: 'Reconnecting' })
  await expect(banner).toBeVisible({ timeout: 15_000 })
  await expect(banner).toBeHidden({ timeout: 60_000 })
  await expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'completed', { timeout: 30_000 })
})
