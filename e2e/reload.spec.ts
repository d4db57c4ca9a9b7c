import { expect, test } from '@playwright/test'
import { expectRunStatus, expectStatuses, nodeCard, openWorkflow, run } from './support/editor.ts'

test('shows a run as it is after a reload in the middle of it, and goes on live', async ({ page }) => {
  await openWorkflow(page, 'Parallel branches')
  await run(page)
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', 'running')
  await page.reload()
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', /running|completed/)
  await expectRunStatus(page, 'Completed')
  await expectStatuses(page, {
    order: 'completed',
    'reserve-stock': 'completed',
    'charge-card': 'completed',
    'book-courier': 'completed',
    join: 'completed',
    confirm: 'completed',
  })
})

test('misses nothing while the connection is gone', async ({ page, context }) => {
  await openWorkflow(page, 'Parallel branches')
  await run(page)
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', 'running')
  await context.setOffline(true)
  // Chromium keeps an open WebSocket when it goes offline: the page's own is closed by hand.
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await context.setOffline(false)
  await expectRunStatus(page, 'Completed')
  await expectStatuses(page, { confirm: 'completed' })
})

test('pauses, resumes and stops a run', async ({ page }) => {
  await openWorkflow(page, 'Parallel branches')
  await run(page)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expectRunStatus(page, 'Paused')
  await page.getByRole('button', { name: 'Resume' }).click()
  await expectRunStatus(page, 'Running')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expectRunStatus(page, 'Cancelled')
})
