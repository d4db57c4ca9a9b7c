import { expect, test } from '@playwright/test'
import { expectRunStatus, expectStatuses, findWorkflow, inspect, openWorkflow, run } from './support/editor.ts'

test('offers three samples on first start', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/workflows$/)
  for (const name of ['Parallel branches', 'Condition and join', 'Fails, then succeeds on retry']) {
    await findWorkflow(page, name)
  }
})

test('runs the sample of a condition: the branch not taken is skipped, the join fires', async ({ page }) => {
  await openWorkflow(page, 'Condition and join')
  await run(page)
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, {
    'large-order': 'completed',
    review: 'completed',
    approve: 'skipped',
    decision: 'completed',
    notify: 'completed',
  })
  const inspector = await inspect(page, 'notify')
  await inspector.getByRole('tab', { name: 'Run' }).click()
  await expect(inspector).toContainText('Order A-1002 was approved after a review.')
})
