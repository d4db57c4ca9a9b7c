import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectRunStatus, expectStatuses, run } from './support/editor.ts'

test('makes a workflow of a template, with the one that it runs, and runs it', async ({ page }) => {
  await page.goto('/workflows')
  await page.getByRole('link', { name: 'Templates' }).click()
  await expect(page).toHaveURL(/\/templates$/)
  await expectNoViolations(page)

  // By keys alone: the search has the focus, an arrow goes into what it found.
  await expect(page.getByRole('searchbox', { name: 'Search templates' })).toBeFocused()
  await page.keyboard.type('errors collected')
  await expect(page.getByRole('button', { name: /^Use the template/ })).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: 'Use the template Every item, errors collected' })).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/workflows\/every-item[^/]+$/)
  await expect(page.getByText('What is done with each order')).toBeVisible()
  await run(page)
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { each: 'completed', report: 'completed', done: 'skipped' })
})

test('says so when no template fits, and shows all again', async ({ page }) => {
  await page.goto('/templates')
  await page.getByRole('searchbox', { name: 'Search templates' }).fill('quantum')
  await page.getByRole('button', { name: 'Show all templates' }).click()
  await expect(page.getByRole('button', { name: /^Use the template/ }).nth(7)).toBeVisible()
})
