import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { nodeCard } from './support/editor.ts'
import { edgesOf, openNew } from './support/workflows.ts'

const ORDERS = 'packages/workflow-import/src/n8n/fixtures/orders.json'

test('exports a workflow and imports it again, equal and under a name of its own', async ({ page }, { project }) => {
  const id = `export-${project.name}`
  const nodes = [
    { id: 'start', type: 'manual-trigger' },
    { id: 'set', type: 'transform', config: { fields: [{ name: 'a', value: '{{ secrets.TOKEN }}' }] } },
  ]
  await openNew(page, id, nodes, ['start->set'])
  await page.goto(`/workflows?q=${id}`)
  await page.getByRole('button', { name: `Actions for ${id}` }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ format: 'spane/workflows', formatVersion: 1, workflows: [{ id }] })

  await page.keyboard.press('Control+K')
  await page.getByRole('combobox').fill('import workflows')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import workflows' })
  await dialog.getByRole('textbox', { name: 'JSON' }).fill(text)
  await expect(dialog.getByRole('list', { name: 'What will be imported' })).toContainText('SPANE_SECRET_TOKEN')
  await expect(dialog).toContainText(`There is a “${id}” already`)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(nodeCard(page, 'set')).toBeVisible()
  expect(page.url()).not.toContain(`/${id}?`)
  expect(await edgesOf(page)).toEqual(['start->set'])
})

test('imports what n8n exports, with placeholders and a report', async ({ page }) => {
  await page.goto('/workflows')
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menuitem', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import workflows' })
  await dialog.getByRole('textbox', { name: 'JSON' }).fill('hello')
  await expect(dialog).toContainText('This is not JSON')
  await dialog.getByLabel('File with workflows').setInputFiles(ORDERS)
  await expect(dialog).toContainText('8 nodes, 1 of them a placeholder')
  await expect(dialog.getByRole('region', { name: 'Has no counterpart here' })).toContainText('Notify sales')
  await expect(dialog.getByRole('region', { name: 'Needs something from you' })).toContainText('httpHeaderAuth')
  await expectNoViolations(page, '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(nodeCard(page, 'notify-sales')).toHaveAttribute('data-node-type', 'n8n-nodes-base.slack')
  expect(await edgesOf(page)).toContain('look-up-customer->log-the-failure')
  await page.getByRole('button', { name: /^Problems: / }).click()
  await expect(page.getByRole('dialog', { name: 'Problems' })).toContainText('replace it (R)')
})

test('takes nodes that were copied in n8n, as one step of undo', async ({ page }, { project }) => {
  await openNew(page, `paste-n8n-${project.name}`, [{ id: 'start', type: 'manual-trigger' }])
  const text = await readFile(ORDERS, 'utf8')
  await page.locator('.workflow-canvas').click({ position: { x: 20, y: 200 } })
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', data)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
  const report = page.getByRole('dialog', { name: 'Pasted from n8n' })
  await expect(report).toContainText('8 nodes, 1 of them a placeholder')
  await report.getByRole('button', { name: 'Done' }).click()
  await expect(nodeCard(page, 'edit-fields')).toHaveCount(1)
  await page.keyboard.press('Control+Z')
  await expect(nodeCard(page, 'edit-fields')).toHaveCount(0)
  await expect(nodeCard(page, 'start')).toHaveCount(1)
})
