import { expect, test } from '@playwright/test'
import { openWorkflow, run } from './support/editor.ts'

test('the workers page follows who runs what @redis', async ({ page, context }) => {
  await page.goto('/workers')
  const worker = page.getByRole('list', { name: 'Workers' }).locator('[data-worker-state="alive"]').first()
  await expect(worker).toContainText('Slots in use')
  await expect(page.getByRole('region', { name: 'Queue' })).toContainText('Waiting for a slot')

  const editor = await context.newPage()
  await openWorkflow(editor, 'Parallel branches')
  await run(editor)
  await page.bringToFront()
  await expect(page.getByRole('link', { name: 'Charge card' })).toHaveAttribute('href', /^\/executions\//)
})
