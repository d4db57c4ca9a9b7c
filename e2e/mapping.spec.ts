import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { boxOf, centerOf, expectRunStatus, expectSaved, inspect, runWithInput } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

const NODES = [
  { id: 'order', type: 'manual-trigger' },
  {
    id: 'price',
    name: 'Price',
    type: 'transform',
    config: { keepInput: true, fields: [{ name: 'total', value: '{{ input.items.length * 2 }}' }] },
  },
  {
    id: 'letter',
    name: 'Letter',
    type: 'transform',
    config: { keepInput: false, fields: [{ name: 'text', value: 'Dear ' }] },
  },
]
const INPUT = {
  customer: 'Ada',
  'unit price': 3.5,
  items: [
    { sku: 'a1', price: 4 },
    { sku: 'b2', price: 6 },
  ],
}

/** Whether any script of the page holds a text. */
async function isLoaded(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (text) => {
    const scripts = performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    const sources = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()))
    return sources.some((source) => source.includes(text))
  }, text)
}

test('drags data of a run into a field, completes by keys, and shows values and mistakes live', async ({ page }, {
  project,
}) => {
  await openNew(page, `mapping-${project.name}`, NODES, ['order->price', 'price->letter'])
  expect(await isLoaded(page, 'cm-scroller'), 'CodeMirror belongs to no first load').toBe(false)
  const inspector = await inspect(page, 'letter')
  const data = inspector.getByRole('region', { name: 'Data for expressions' })
  await expect(data).toContainText('No data has come to this node yet.')
  await expect(data.getByRole('button', { name: 'Run up to here' })).toBeVisible()

  await runWithInput(page, INPUT)
  await expectRunStatus(page, 'completed')
  await inspector.getByRole('tab', { name: 'Parameters' }).click()
  const tree = data.getByRole('tree', { name: 'Input tree' })
  await expect(tree).toContainText('customer:"Ada"')
  await expect(data).toContainText('the run shown')

  // A field that is found, dragged behind the text of another.
  await data.getByRole('button', { name: 'Search input' }).click()
  await data.getByRole('searchbox', { name: 'Find in input' }).fill('ada')
  const found = data.getByRole('tree', { name: 'Found in input' }).getByRole('treeitem')
  await expect(found).toHaveCount(1)
  const field = inspector.getByRole('textbox', { name: 'Value of field 1' })
  const from = await centerOf(found)
  const to = await boxOf(field)
  await page.mouse.move(from.x - 60, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x - 50, from.y - 40, { steps: 4 })
  await page.mouse.move(to.x + to.width - 20, to.y + to.height / 2, { steps: 6 })
  await page.mouse.up()
  await expect(field).toHaveText('Dear {{ input.customer }}')
  await expect.poll(() => isLoaded(page, 'cm-scroller')).toBe(true)
  const value = inspector.locator('[data-preview="value"]')
  await expect(value).toContainText('Dear Ada')
  await expect(value).toContainText('With the run shown.')
  await expectNoViolations(page, 'aside[aria-label="Inspector"]')

  // Completion by keys alone: names, fields of the data, fields of earlier nodes.
  await field.click()
  await page.keyboard.press('End')
  await page.keyboard.type(', {{inp')
  const list = page.getByRole('listbox')
  await expect(list.getByRole('option', { selected: true })).toContainText('input')
  await page.keyboard.press('Enter')
  await page.keyboard.type('.unit')
  await expect(list.getByRole('option', { selected: true })).toContainText('unit price')
  await page.keyboard.press('Enter')
  await expect(field).toHaveText('Dear {{ input.customer }}, {{ input["unit price"] }}')
  await expect(value).toContainText('Dear Ada, 3.5')
  await page.keyboard.type(' + nodes.')
  await expect(list.getByRole('option')).toHaveText([/price/, /order/])
  await page.keyboard.press('Enter')
  await page.keyboard.type('.tot')
  await expect(list.getByRole('option', { selected: true })).toContainText('total')
  await page.keyboard.press('Enter')
  await expect(value).toContainText('Dear Ada, 7.5')

  // A mistake is said, and underlined where it is.
  await field.fill('{{ input.customer.toUpper() }}')
  const mistake = inspector.locator('[data-preview="error"]')
  await expect(mistake).toContainText('TypeError: not a function')
  await expect(field.locator('.cm-lintRange-error')).toBeVisible()
  await field.fill('{{ secrets.TOKEN }}')
  await expect(value).toContainText('A secret is never shown')
  await field.fill('{{ nodes["nobody"].output }}')
  await expect(mistake).toContainText('No node “nobody” comes before this one')
  await field.fill('{{ (() => { while (true) {} })() }}')
  await expect(mistake).toContainText('took longer than 1000 ms')
  await field.fill('{{ input.items.map((item) => item.sku) }}')
  await expect(value).toContainText('["a1","b2"]')
  await expectSaved(page)
})

test('puts data into fields by keys, and shows it as a table and as text', async ({ page }, { project }) => {
  await openNew(page, `mapping-keys-${project.name}`, NODES, ['order->price', 'price->letter'])
  await runWithInput(page, INPUT)
  await expectRunStatus(page, 'completed')
  await page.getByRole('button', { name: 'Close the execution' }).click()
  const inspector = await inspect(page, 'letter')
  const data = inspector.getByRole('region', { name: 'Data for expressions' })
  await expect(data).toContainText('the last run')
  const tree = data.getByRole('tree', { name: 'Input tree' })
  await tree.focus()
  await page.keyboard.press('ArrowDown')
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('customer')
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Copy path' })).toBeVisible()
  // Both a text and a switch can become an expression.
  const targets = page.getByRole('menuitem').filter({ hasText: /Fields: text|Keep the input/ })
  await expect(targets).toHaveCount(2)
  await targets.last().press('Enter')
  const flag = inspector.locator('[data-field="keepInput"]').getByRole('textbox')
  await expect(flag).toHaveText('{{ input.customer }}')
  await tree.focus()
  await page.keyboard.press('m')
  await targets.first().press('Enter')
  await expect(inspector.getByRole('textbox', { name: 'Value of field 1' })).toHaveText('Dear {{ input.customer }}')

  await data.getByRole('button', { name: 'Table' }).click()
  const table = data.getByRole('table', { name: 'Input table' })
  await expect(table.getByRole('columnheader')).toHaveText(['#', 'sku', 'price'])
  await expect(table.getByRole('row')).toHaveCount(3)
  await table.getByRole('button', { name: /item\.price/ }).press('Enter')
  await targets.first().press('Enter')
  await expect(inspector.getByRole('textbox', { name: 'Value of field 1' })).toContainText(
    'input.items.map((item) => item.price)',
  )
  await data.getByRole('button', { name: 'JSON' }).click()
  await expect(data).toContainText('"unit price": 3.5')

  await data.getByRole('combobox', { name: 'Whose data is shown' }).click()
  await page.getByRole('option', { name: 'Output of Price' }).click()
  await expect(data.getByRole('treeitem', { name: /total/ })).toHaveAttribute(
    'data-json-path',
    'nodes.price.output.total',
  )
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolations(page, 'aside[aria-label="Inspector"]')
})
