import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectRunStatus, expectStatuses, inspect, nodeCard, run } from './support/editor.ts'

async function publishLine(page: Page, id: string): Promise<void> {
  const nodes = [
    { id: 'order', type: 'manual-trigger' },
    { id: 'price', type: 'transform', config: { fields: [{ name: 'price', value: '{{ (input.amount ?? 5) * 2 }}' }] } },
    { id: 'tax', type: 'transform', config: { fields: [{ name: 'tax', value: '{{ input.price / 10 }}' }] } },
    { id: 'bill', type: 'transform', config: { fields: [{ name: 'sent', value: '{{ input.tax }}' }] } },
  ]
  const edges = [
    { source: 'order', target: 'price' },
    { source: 'price', target: 'tax' },
    { source: 'tax', target: 'bill' },
  ]
  const response = await page.request.post('/api/workflows', { data: { id, name: id, nodes, edges } })
  expect(response.status(), await response.text()).toBe(201)
}

async function choose(page: Page, nodeId: string, item: string): Promise<void> {
  await nodeCard(page, nodeId).click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

async function outputOf(inspector: Locator): Promise<string> {
  return (await inspector.getByRole('region', { name: 'Output' }).textContent()) ?? ''
}

test('runs up to a node, from it on, and alone, with data pinned to another', async ({ page }, { project }) => {
  const id = `parts-${project.name}`
  await publishLine(page, id)
  await page.goto(`/workflows/${id}`)
  await choose(page, 'price', 'Run to here')
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { price: 'completed', tax: 'skipped', bill: 'skipped' })
  await expect(nodeCard(page, 'tax')).toContainText('Beyond this run')

  await choose(page, 'tax', 'Run from here data of the run shown')
  await expect(page.getByRole('group', { name: 'Run shown' })).toContainText('Test from “tax”, with results of')
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { order: 'completed', price: 'completed', tax: 'completed', bill: 'completed' })
  await expect(nodeCard(page, 'price')).toContainText('Reused')

  await nodeCard(page, 'price').focus()
  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Output').fill('{ "price": ')
  await expect(dialog.getByRole('button', { name: 'Pin', exact: true })).toBeDisabled()
  await dialog.getByLabel('Output').fill('{ "price": 500 }')
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(nodeCard(page, 'price')).toHaveAccessibleName(/data pinned/)
  await run(page)
  await expectRunStatus(page, 'completed')
  await expect(nodeCard(page, 'price')).toContainText('Pinned data')
  const inspector = await inspect(page, 'bill')
  await inspector.getByRole('tab', { name: 'Run' }).click()
  await expect(async () => expect(await outputOf(inspector)).toContain('50')).toPass()

  await inspector.getByRole('button', { name: 'Run and pin' }).click()
  await page.getByRole('menuitem', { name: 'Run from here with another input…' }).click()
  await page.getByRole('dialog').getByLabel('Input').fill('{ "tax": 7 }')
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('group', { name: 'Run shown' })).toContainText('Test from “bill”')
  await expect(async () => expect(await outputOf(inspector)).toContain('7')).toPass()
  await choose(page, 'price', 'Unpin')
  await expect(nodeCard(page, 'price')).not.toHaveAccessibleName(/data pinned/)
})

test('asks for an input where there is nothing to reuse', async ({ page }, { project }) => {
  const id = `alone-${project.name}`
  await publishLine(page, id)
  await page.goto(`/workflows/${id}`)
  await choose(page, 'tax', 'Run this node alone')
  const dialog = page.getByRole('dialog', { name: 'Run “tax” alone' })
  await expect(dialog).toContainText('has never run')
  await dialog.getByLabel('Input').fill('{ "price": 70 }')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { price: 'skipped', tax: 'completed', bill: 'skipped' })
  await expect(nodeCard(page, 'price')).toContainText('Not needed')
})

test('runs again from a node, and chosen executions at once', async ({ page }, { project }) => {
  const id = `again-${project.name}`
  await publishLine(page, id)
  const items = Array.from({ length: 3 }, (_, amount) => ({ workflowId: id, initialData: { amount } }))
  const started = await (await page.request.post('/api/executions', { data: { items } })).json()
  const { executionId } = started.items[0]
  await page.goto(`/executions/${executionId}`)
  await expectStatuses(page, { bill: 'completed' })
  const inspector = await inspect(page, 'tax')
  await inspector.getByRole('button', { name: 'Run and pin' }).click()
  await page.getByRole('menuitem', { name: 'Run again from here version' }).click()
  await expect(page).not.toHaveURL(new RegExp(executionId))
  await expect(nodeCard(page, 'price')).toContainText('Reused')
  await page.getByRole('link', { name: `of …${executionId.slice(-6)}` }).click()
  await expect(page).toHaveURL(new RegExp(executionId))

  await page.goto(`/executions?workflow=${id}`)
  const table = page.getByRole('table', { name: 'Executions' })
  await expect(table.getByRole('row')).toHaveCount(5)
  await expect(table).toContainText('Re-run from “tax”')
  await expect(table.getByText('API')).toHaveCount(3)
  await table.getByRole('checkbox', { name: 'Choose all in the list' }).check()
  const bar = page.getByRole('group', { name: 'Chosen executions' })
  await expect(bar).toContainText('4 chosen')
  await expectNoViolations(page)
  await bar.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('4 executions of 4 not stopped')).toBeVisible()
  await table.getByRole('row').nth(1).getByRole('checkbox').check()
  await bar.getByRole('button', { name: 'Run again' }).click()
  await page.getByRole('menuitem', { name: 'As they were' }).click()
  await expect(page.getByText('1 execution started again')).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(6)
})
