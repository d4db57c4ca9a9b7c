import { expect, type Page, test } from '@playwright/test'
import { expectNoViolationsInBothThemes } from './support/axe.ts'
import { createWorkflow, dragFromPalette, expectRunStatus, expectSaved, expectStatuses, run } from './support/editor.ts'

async function drawTwoTriggers(page: Page, name: string): Promise<void> {
  await createWorkflow(page, name)
  await dragFromPalette(page, 'Manual', 0.2, 0.3)
  await dragFromPalette(page, 'Webhook', 0.2, 0.6)
  await expectSaved(page)
}

test('a test call runs the draft while somebody listens, and the canvas shows it live', async ({ page, request }) => {
  await drawTwoTriggers(page, 'Called in a test')
  const call = () => request.post('/hooks-test/my-webhook', { data: { order: 7 } })
  const unheard = await call()
  expect(unheard.status()).toBe(404)
  expect((await unheard.json()).detail).toContain('Listen for a test call')

  // All by keyboard.
  const button = page.getByRole('button', { name: 'Triggers', exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Triggers' })
  const listen = panel.getByRole('switch', { name: 'Listen for a test call' })
  await expect(listen).toBeEnabled()
  await listen.focus()
  await page.keyboard.press('Space')
  await expect(panel.getByText('/hooks-test/my-webhook')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Triggers.*listening for a test call/ })).toBeFocused()

  const answer = await call()
  expect(answer.status()).toBe(202)
  const { executionId } = await answer.json()
  await expect(page).toHaveURL(new RegExp(`execution=${executionId}`))
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { 'webhook-trigger': 'completed', 'manual-trigger': 'skipped' })
  // Nothing is published.
  expect((await request.post('/hooks/my-webhook', { data: {} })).status()).toBe(404)

  // The editor is gone, whichever way.
  await page.goto('about:blank')
  await expect(async () => expect((await call()).status()).toBe(404)).toPass({ timeout: 30_000 })
})

test('Run begins at the trigger that was chosen, and the choice is kept', async ({ page }) => {
  await drawTwoTriggers(page, 'Two ways in')
  await run(page)
  await expectStatuses(page, { 'manual-trigger': 'completed', 'webhook-trigger': 'skipped' })

  await page.getByRole('button', { name: /^Run begins at/ }).click()
  await page.getByRole('menuitemradio', { name: /^Webhook/ }).click()
  // The focus is back on what was chosen with.
  await page.keyboard.press('Control+Enter')
  await expectStatuses(page, { 'manual-trigger': 'skipped', 'webhook-trigger': 'completed' })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Run begins at Webhook; choose another trigger' })).toBeVisible()
})

test('nothing in the triggers panel is out of reach', async ({ page, request }) => {
  const id = 'panel'
  const nodes = [
    { id: 'hook', type: 'webhook-trigger', config: { path: id } },
    { id: 'tick', type: 'cron-trigger', config: { pattern: '0 0 1 1 *', timeZone: 'UTC' } },
    { id: 'ends', type: 'execution-trigger', config: { failed: true } },
    { id: 'clash', type: 'webhook-trigger', config: { path: id } },
  ]
  const published = await request.post('/api/workflows', { data: { id, name: id, nodes, edges: [] } })
  expect(published.status()).toBe(201)
  expect((await request.post(`/hooks/${id}`, { data: {} })).status()).toBe(202)

  await page.goto(`/workflows/${id}`)
  await page.getByRole('button', { name: /^Run begins at/ }).click()
  await expect(page.getByRole('menuitemradio')).toHaveCount(4)
  await expectNoViolationsInBothThemes(page, '[role="menu"]')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Triggers', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Triggers' })
  await expect(panel.getByRole('region', { name: 'ends' })).toContainText('any other workflow fails')
  await panel.getByRole('region', { name: 'hook' }).getByRole('button', { name: 'Last deliveries' }).click()
  await expect(panel.getByRole('list', { name: 'Deliveries' })).toContainText('Started')
  await panel.getByRole('switch', { name: 'Listen for a test call' }).click()
  await expect(panel.getByText(`/hooks-test/${id}`).first()).toBeVisible()
  await expectNoViolationsInBothThemes(page)
  await panel.getByRole('switch', { name: 'tick is active' }).click()
  await expect(panel.getByRole('region', { name: 'tick' })).toContainText('Paused')
  await expectNoViolationsInBothThemes(page)
})
