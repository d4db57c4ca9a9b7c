import { expect, test } from '@playwright/test'
import { expectNoViolationsInBothThemes } from './support/axe.ts'
import { expectRunStatus, inspect, run } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

test('nothing of the lists of workflows and executions is out of reach', async ({ page }) => {
  await page.goto('/workflows')
  await expect(page.getByRole('link', { name: 'Parallel branches' })).toBeVisible()
  await expectNoViolationsInBothThemes(page)

  await page.getByRole('button', { name: 'New workflow' }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoViolationsInBothThemes(page)

  await page.goto('/executions')
  await expect(page.getByRole('heading', { name: 'Executions' })).toBeVisible()
  await expectNoViolationsInBothThemes(page)
})

test('nothing of trash, workers and alerts is out of reach, nor of an address that names nothing', async ({ page }) => {
  for (const [address, heading] of [
    ['/workflows?trash=true', 'Trash'],
    ['/workflows?q=nothing-is-called-so', 'Workflows'],
    ['/workers', 'Workers'],
    ['/alerts', 'Alerts'],
    ['/workflows/nobody', 'This workflow does not exist'],
  ] as const) {
    await page.goto(address)
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectNoViolationsInBothThemes(page)
  }
})

test('nothing of editor, execution and dead letters is out of reach', async ({ page }) => {
  const config = { durationMs: 0, outcome: 'fail', message: 'Accounting is closed', retries: 0 }
  const nodes = [
    { id: 'start', type: 'manual-trigger' },
    { id: 'send', type: 'simulate', name: 'Send to accounting', config },
  ]
  await openNew(page, 'within-reach', nodes, ['start->send'])
  await inspect(page, 'send')
  await expectNoViolationsInBothThemes(page)

  await run(page)
  await expectRunStatus(page, 'failed')
  await expectNoViolationsInBothThemes(page)

  await page.getByRole('link', { name: 'Open the page of this execution' }).click()
  await expect(page).toHaveURL(/\/executions\//)
  await expect(page.locator('[data-node-id="send"]')).toHaveAttribute('data-status', 'failed')
  await expectNoViolationsInBothThemes(page)

  await page.getByRole('link', { name: 'Open the dead letter' }).click()
  await expect(page.getByRole('region', { name: 'Letter of Send to accounting' })).toBeVisible()
  await expectNoViolationsInBothThemes(page)

  await page.goto('/dead-letters')
  await page.getByRole('region', { name: 'Groups' }).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: /^Group of/ })).toBeVisible()
  await page.getByRole('region', { name: 'Letters', exact: true }).getByRole('checkbox').first().click()
  await expectNoViolationsInBothThemes(page)
  await page
    .getByRole('button', { name: /^Retry .*…$/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoViolationsInBothThemes(page)
})
