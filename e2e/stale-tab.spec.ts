import { expect, test } from '@playwright/test'
import { createWorkflow, dragFromPalette, expectSaved, nodeCard } from './support/editor.ts'

test('refuses the save of a stale tab, says so, and overwrites nothing', async ({ page, context }) => {
  await createWorkflow(page, 'Two tabs')
  const second = await context.newPage()
  await second.goto(page.url())
  await expect(second.getByRole('button', { name: 'Add the first node' })).toBeVisible()

  await dragFromPalette(page, 'Manual trigger', 0.3, 0.3)
  await expectSaved(page)

  await dragFromPalette(second, 'Delay', 0.3, 0.3)
  await expect(second.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'conflict')
  const banner = second.getByRole('alert').filter({ hasText: 'not saved' })
  await expect(banner).toBeVisible()
  await expect(nodeCard(second, 'delay')).toBeVisible()

  await banner.getByRole('button', { name: 'Reload' }).click()
  await expect(nodeCard(second, 'manual-trigger')).toBeVisible()
  await expect(nodeCard(second, 'delay')).toHaveCount(0)
})

test('keeps the edits of a stale tab as a new workflow', async ({ page, context }) => {
  await createWorkflow(page, 'Kept')
  const second = await context.newPage()
  await second.goto(page.url())
  await expect(second.getByRole('button', { name: 'Add the first node' })).toBeVisible()
  await dragFromPalette(page, 'Manual trigger', 0.3, 0.3)
  await expectSaved(page)
  await dragFromPalette(second, 'Delay', 0.3, 0.3)
  await second.getByRole('button', { name: 'Keep mine as a new workflow' }).click()
  await expect(second).not.toHaveURL(page.url())
  await expect(nodeCard(second, 'delay')).toBeVisible()
})
