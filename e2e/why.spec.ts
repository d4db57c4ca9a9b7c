import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectRunStatus, expectStatuses, nodeCard } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

test('says why a node did not run, and has the one that failed retried on the canvas', async ({ page }, {
  project,
}) => {
  const id = `why-${project.name}`
  const condition = { conditions: [{ left: '{{ input.amount }}', operator: 'greater', right: 100 }] }
  await openNew(
    page,
    id,
    [
      { id: 'order', type: 'manual-trigger' },
      { id: 'check', type: 'if', name: 'Large order?', config: condition },
      { id: 'review', type: 'simulate', config: { durationMs: 0 }, position: { x: 608, y: -160 } },
      { id: 'report', type: 'simulate', config: { durationMs: 0 }, position: { x: 912, y: -160 } },
      { id: 'ship', type: 'simulate', config: { outcome: 'fail-first', failures: 1, durationMs: 0, retries: 0 } },
      { id: 'done', type: 'simulate', config: { durationMs: 0 } },
    ],
    ['order->check', 'check:true->review', 'review->report', 'check:false->ship', 'ship->done'],
  )
  const started = await page.request.post('/api/executions', {
    data: { items: [{ workflowId: id, initialData: { amount: 7 } }] },
  })
  const { executionId } = (await started.json()).items[0]
  await page.goto(`/executions/${executionId}`)
  await expectRunStatus(page, 'failed')

  // By keyboard, of a node that a decision two steps above it left out.
  await nodeCard(page, 'report').focus()
  await page.keyboard.press('y')
  const why = page.getByRole('region', { name: 'Why didn’t this run?' })
  await expect(why).toBeFocused()
  await expect(why).toContainText('The branch that leads here was not taken.')
  await expect(why).toContainText('“Large order?” went on along “False”, and not along “True”')
  await expect(why.getByRole('list', { name: 'What was compared' })).toContainText('7 is greater than 100: false')
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('None: this node was skipped')
  await expectNoViolations(page)

  // By the menu, of one that a failure halted; it leads to the failure.
  await nodeCard(page, 'done').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Why didn’t this run?' }).click()
  await expect(why).toContainText('halted by a failure')
  await why.getByRole('button', { name: /^“ship” failed/ }).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'ship' })).toBeVisible()
  await page.getByRole('button', { name: 'Close inspector' }).click()

  const tools = page.getByRole('group', { name: 'ship failed: what to do' })
  await expect(tools.getByRole('link', { name: 'Dead letter: open' })).toBeVisible()
  await expect(tools).toContainText('no attempt left')
  await tools.getByRole('button', { name: 'Retry with another input…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Retry “ship” with another input' })
  await dialog.getByLabel('Input').fill('{ "amount": 8 }')
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click()
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { ship: 'completed', done: 'completed', report: 'skipped' })
  await expect(tools).toBeHidden()
})
