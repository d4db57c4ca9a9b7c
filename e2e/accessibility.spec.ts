import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { expectRunStatus, inspect, openWorkflow, run } from './support/editor.ts'

/** Everything that axe finds on the page as it stands, in words. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`)
}

/** Colours that fade would be measured half-way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('lists of workflows and executions', async ({ page }) => {
      await page.goto('/workflows')
      await expect(page.getByRole('link', { name: 'Parallel branches' })).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])

      await page.getByRole('button', { name: 'New workflow' }).first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])

      await page.goto('/executions')
      await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])
    })

    test('trash, workers and alerts', async ({ page }) => {
      for (const [address, heading] of [
        ['/workflows?trash=true', 'Trash'],
        ['/workflows?q=nothing-is-called-so', 'Workflows'],
        ['/workers', 'Workers'],
        ['/alerts', 'Alerts'],
      ] as const) {
        await page.goto(address)
        await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
        await settle(page)
        expect(await violations(page)).toEqual([])
      }
    })

    test('editor, execution and dead letters', async ({ page }) => {
      await openWorkflow(page, 'Fails, then succeeds on retry')
      await inspect(page, 'send')
      await settle(page)
      expect(await violations(page)).toEqual([])

      await run(page)
      await expectRunStatus(page, 'failed')
      await settle(page)
      expect(await violations(page)).toEqual([])

      await page.getByRole('link', { name: 'Open the page of this execution' }).click()
      await expect(page).toHaveURL(/\/executions\//)
      await expect(page.locator('[data-node-id="send"]')).toHaveAttribute('data-status', 'failed')
      await settle(page)
      expect(await violations(page)).toEqual([])

      await page.getByRole('link', { name: 'Open the dead letter' }).click()
      await expect(page.getByRole('region', { name: 'Letter of Send to accounting' })).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])

      await page.goto('/dead-letters')
      await page.getByRole('region', { name: 'Groups' }).getByRole('link').first().click()
      await expect(page.getByRole('region', { name: /^Group of/ })).toBeVisible()
      await page.getByRole('region', { name: 'Letters', exact: true }).getByRole('checkbox').first().click()
      await settle(page)
      expect(await violations(page)).toEqual([])
      await page
        .getByRole('button', { name: /^Retry .*…$/ })
        .first()
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])
    })

    test('an address that names nothing', async ({ page }) => {
      await page.goto('/workflows/nobody')
      await expect(page.getByRole('heading', { name: 'This workflow does not exist' })).toBeVisible()
      await settle(page)
      expect(await violations(page)).toEqual([])
    })
  })
}
