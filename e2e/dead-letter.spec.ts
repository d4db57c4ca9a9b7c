import { expect, type Locator, test } from '@playwright/test'
import { expectRunStatus, expectStatuses, inspect, nodeCard, openWorkflow, run } from './support/editor.ts'

test('retries a dead letter from its page until the execution is completed', { tag: '@redis' }, async ({ page }) => {
  await openWorkflow(page, 'Fails, then succeeds on retry')
  await run(page)
  await expectRunStatus(page, 'failed')
  await expectStatuses(page, { invoice: 'completed', prepare: 'completed', send: 'failed', archive: 'not-reached' })

  await page.getByRole('link', { name: 'Open the dead letter' }).click()
  const letter = page.getByRole('region', { name: 'Letter of Send to accounting' })
  await expect(letter).toContainText('The accounting system did not answer')
  await expect(letter).toContainText('INV-7')
  await letter.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(letter.getByText('A retry succeeded.')).toBeVisible({ timeout: 20_000 })

  await letter.getByRole('link', { name: 'Open the execution' }).click()
  await expectStatuses(page, {
    invoice: 'completed',
    prepare: 'completed',
    send: 'completed',
    archive: 'completed',
  })
  // What was done before the failure was not run again; the failed node has its two attempts and the one of the retry.
  const attempts = (inspector: Locator) =>
    inspector.getByRole('region', { name: 'Attempts' }).getByRole('button', { name: /^(Retry \d, a|A)ttempt \d/ })
  await expect(attempts(await inspect(page, 'prepare'))).toHaveCount(1)
  await expect(attempts(await inspect(page, 'send'))).toHaveCount(3)
  await expect(attempts(await inspect(page, 'send')).first()).toHaveAccessibleName(/^Retry 1, attempt 1/)
})

test('retries with another input right on the canvas, and shows it live', async ({ page }) => {
  await openWorkflow(page, 'Fails, then succeeds on retry')
  await run(page)
  await expectRunStatus(page, 'failed')
  const inspector = await inspect(page, 'send')
  await inspector.getByRole('tab', { name: 'Run' }).click()
  await inspector.getByRole('button', { name: 'Retry with another input…' }).click()
  const dialog = page.getByRole('dialog')
  const input = dialog.getByRole('textbox')
  await input.fill('{ "number": ')
  await expect(dialog.getByRole('button', { name: 'Retry', exact: true })).toBeDisabled()
  await input.fill('{ "number": "INV-8" }')
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click()
  await expectRunStatus(page, 'completed')
  await expect(nodeCard(page, 'send')).toHaveAttribute('data-status', 'completed')
  await expect(inspector).toContainText('INV-8')
})

test('discards a letter and takes it back', async ({ page }) => {
  await openWorkflow(page, 'Fails, then succeeds on retry')
  await run(page)
  await expectRunStatus(page, 'failed')
  await page.getByRole('link', { name: 'Open the dead letter' }).click()
  const letter = page.getByRole('region', { name: 'Letter of Send to accounting' })
  await letter.getByRole('button', { name: 'Discard' }).click()
  await letter.getByRole('button', { name: 'Restore' }).click()
  await expect(letter.getByRole('button', { name: 'Retry', exact: true })).toBeVisible()
})
