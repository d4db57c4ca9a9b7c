import { type Browser, expect, type Page } from '@playwright/test'
import { nodeCard } from './editor.ts'

/** Opens the workflow that `page` shows in a browser of somebody else, who is gone with it. */
export async function openBeside(browser: Browser, page: Page): Promise<Page & AsyncDisposable> {
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator('[data-node-id]').first()).toBeVisible({ timeout: 30_000 })
  return Object.assign(other, { [Symbol.asyncDispose]: () => context.close() })
}

/** Gives a node another name by its key, as a hand does. */
export async function renameNode(page: Page, nodeId: string, name: string): Promise<void> {
  await nodeCard(page, nodeId).click()
  await page.keyboard.press('F2')
  const field = nodeCard(page, nodeId).getByRole('textbox')
  await field.fill(name)
  await field.press('Enter')
  await expect(nodeCard(page, nodeId)).toContainText(name)
}
