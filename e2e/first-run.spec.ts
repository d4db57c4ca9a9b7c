import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { boxOf, expectRunStatus, nodeCard } from './support/editor.ts'

/** A hand that counts what it does: each click and each key is one gesture. */
class Hand {
  gestures = 0
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async click(target: Locator): Promise<void> {
    this.gestures += 1
    await target.click()
  }

  async press(keys: string): Promise<void> {
    this.gestures += 1
    await this.page.keyboard.press(keys)
  }
}

test('a newcomer has a workflow of their own running and sees its result after six gestures', async ({ page }) => {
  const hand = new Hand(page)
  await page.goto('/workflows')
  await hand.click(page.getByRole('button', { name: 'New workflow' }).first())
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await hand.press('Enter')

  // The canvas asks how the workflow starts, and each answer is a key.
  await expect(page.getByRole('heading', { name: 'How does it start?' })).toBeVisible()
  await expectNoViolations(page)
  await hand.press('1')
  const trigger = nodeCard(page, 'manual-trigger')
  await expect(trigger).toBeFocused()

  // What comes next hangs on its +, which says so.
  await hand.click(page.getByRole('button', { name: 'Add a node after Manual trigger, output main' }))
  await expect(page.getByRole('option', { name: /^Set fields/ }).first()).toHaveAttribute('aria-selected', 'true')
  await hand.press('Enter')
  await expect(nodeCard(page, 'transform')).toBeVisible()

  // Run is what catches the eye now.
  await expect(page.locator('[data-invites="run"] [data-run]')).toBeVisible()
  await hand.press('Control+Enter')
  await expectRunStatus(page, 'completed')

  // The result is shown at the node where it came about, and the node stays in sight beside it.
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector.getByRole('tab', { name: 'Run', selected: true })).toBeVisible()
  await expect(inspector.getByRole('region', { name: 'Output' })).toContainText('Hello')
  const card = await boxOf(nodeCard(page, 'transform'))
  const panel = await boxOf(inspector)
  expect(card.x + card.width).toBeLessThanOrEqual(panel.x)
  await expect(page.locator('[data-invites="run"]')).toHaveCount(0)

  expect(hand.gestures).toBeLessThanOrEqual(6)
})

test('the empty canvas leads to the templates, and its choices work by pointer', async ({ page }) => {
  await page.goto('/workflows')
  await page.getByRole('button', { name: 'New workflow' }).first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: /^A template/ })).toHaveAttribute('href', '/templates')
  await page
    .getByRole('button', { name: /^Schedule/ })
    .last()
    .click()
  await expect(nodeCard(page, 'cron-trigger')).toBeFocused()
  await page.keyboard.press('n')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-edge-id]')).toHaveCount(1)
})
