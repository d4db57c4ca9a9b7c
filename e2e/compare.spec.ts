import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { openNew } from './support/workflows.ts'

/** Four by what they gave; on a busy machine the fifth by its time. */
const SOME_DIFFER = /^[45] of 5 nodes differ$/

test('compares two runs node by node, what differs first', async ({ page }, { project }) => {
  const id = `compare-${project.name}`
  const price = { fields: [{ name: 'price', value: '{{ input.amount * 2 }}' }] }
  const condition = { conditions: [{ left: '{{ input.price }}', operator: 'greater', right: 100 }] }
  await openNew(
    page,
    id,
    [
      { id: 'order', type: 'manual-trigger' },
      {
        id: 'stamp',
        type: 'transform',
        config: { fields: [{ name: 'by', value: 'shop' }], keepInput: false },
        position: { x: 304, y: -160 },
      },
      { id: 'price', type: 'transform', config: price },
      { id: 'large', type: 'if', config: condition },
      { id: 'review', type: 'simulate', config: { durationMs: 0 } },
    ],
    ['order->stamp', 'order->price', 'price->large', 'large:true->review'],
  )
  const items = [7, 700].map((amount) => ({ workflowId: id, initialData: { amount } }))
  await page.request.post('/api/executions', { data: { items } })
  await page.goto(`/executions?workflow=${id}`)
  const table = page.getByRole('table', { name: 'Executions' })
  await expect(table.getByText('Completed')).toHaveCount(2, { timeout: 30_000 })
  await table.getByRole('checkbox', { name: 'Choose all in the list' }).check()
  await page.getByRole('group', { name: 'Chosen executions' }).getByRole('button', { name: 'Compare' }).click()

  await expect(page).toHaveURL(/\/executions\/compare\?first=.+&second=.+/)
  const list = page.getByRole('complementary', { name: 'Nodes of both runs' })
  await expect(list.getByRole('status')).toHaveText(SOME_DIFFER)
  const rows = list.locator('[data-compared]')
  await expect(rows.first()).toHaveAttribute('data-compared', 'review')
  await expect(rows.last()).toHaveAttribute('data-compared', 'stamp')
  await expect(rows.first()).toContainText(/skipped → completed|completed → skipped/)
  await expect(page.locator('[data-mark-of="price"]')).toContainText('other output')
  await expect(page.locator('[data-mark-of="stamp"]')).toContainText(/alike|as fast|as long/)

  await list.locator('[data-compared="price"]').click()
  const differences = page.getByRole('table', { name: 'What differs in the output' })
  await expect(differences.getByRole('row', { name: /price .*14.*1400|price .*1400.*14/ })).toBeVisible()
  await expectNoViolations(page, '[aria-label="Nodes of both runs"]')
  await expectNoViolations(page, '[aria-label="Comparison"]')
  await page.getByRole('link', { name: 'Swap' }).click()
  await expect(list.getByRole('status')).toHaveText(SOME_DIFFER)
})
