import { expect, test } from '@playwright/test'
import { createWorkflow, dragFromPalette, expectSaved, nodeCard } from './support/editor.ts'

test('keeps the edits of two tabs that began with the same draft', async ({ page, context }) => {
  await createWorkflow(page, 'Two tabs')
  const second = await context.newPage()
  // It hears of nothing: only its save tells it that it is behind.
  await second.routeWebSocket(/socket\.io/, (socket) => socket.close())
  await second.goto(page.url())
  await expect(second.getByRole('button', { name: 'Add the first node' })).toBeVisible()

  // A tab in the background is drawn once a second, and takes a pointer's moves no faster.
  await page.bringToFront()
  await dragFromPalette(page, 'Manual trigger', 0.15, 0.3)
  await expectSaved(page)
  await expect(second.locator('[data-node-id]')).toHaveCount(0)
  await second.bringToFront()
  await dragFromPalette(second, 'Delay', 0.15, 0.6)
  await expectSaved(second)
  await expect(nodeCard(second, 'manual-trigger')).toBeVisible()
  await expect(nodeCard(page, 'delay')).toBeVisible()
})

test('keeps the edits of a workflow that was deleted meanwhile: in it, restored, or as a new one', async ({ page }) => {
  await createWorkflow(page, 'Kept')
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const remove = () => page.request.post('/api/trpc/workflows.delete', { data: { ids: [id] } })
  await expect(await remove()).toBeOK()
  const alert = page.getByRole('alert').filter({ hasText: 'Somebody deleted this workflow' })
  await expect(alert).toBeVisible()
  await dragFromPalette(page, 'Manual trigger', 0.15, 0.3)
  await expect(alert).toContainText('could not be saved')
  await page.getByRole('button', { name: 'Restore the workflow' }).click()
  await expectSaved(page)
  await expect(alert).toBeHidden()

  await expect(await remove()).toBeOK()
  await dragFromPalette(page, 'Delay', 0.15, 0.6)
  await page.getByRole('button', { name: 'Keep mine as a new workflow' }).click()
  await expect(page).not.toHaveURL(new RegExp(`/${id}$`))
  await expect(nodeCard(page, 'delay')).toBeVisible()
})
