import { expect, test } from '@playwright/test'
import { chromiumFlags } from '../scripts/lib/find-chromium.mjs'
import { boxOf, expectSaved, inspect, nodeCard } from './support/editor.ts'

/** Another name of this machine, which no browser counts as secure; the product that is tested allows it. */
const HOST = 'spane.test'

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...chromiumFlags, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] })
  },
  baseURL: async ({ baseURL }, use) => use(baseURL?.replace('127.0.0.1', HOST)),
})

const NODES = [
  { id: 'start', type: 'manual-trigger' },
  { id: 'double', type: 'transform', config: { fields: [{ name: 'n', value: '{{ 21 * 2 }}' }] } },
]

test('copies and pastes over plain HTTP, from workflow to workflow, and evaluates expressions there', async ({
  page,
  baseURL,
}, { project }) => {
  // The calls of the set-up do not go through the browser, which alone knows the name.
  const local = baseURL?.replace(HOST, '127.0.0.1') ?? ''
  for (const id of [`plain-from-${project.name}`, `plain-to-${project.name}`]) {
    const edges = [{ source: 'start', target: 'double' }]
    const response = await page.request.post(`${local}/api/workflows`, { data: { id, name: id, nodes: NODES, edges } })
    expect(response.status(), await response.text()).toBe(201)
  }
  await page.goto(`/workflows/plain-from-${project.name}`)
  await expect(nodeCard(page, 'double')).toBeVisible()
  expect(await page.evaluate(() => [window.isSecureContext, 'clipboard' in navigator])).toEqual([false, false])

  await nodeCard(page, 'double').click()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(nodeCard(page, 'double-2')).toBeVisible()
  await nodeCard(page, 'double').click()
  await page.keyboard.press('Control+c')

  await page.goto(`/workflows/plain-to-${project.name}`)
  await expect(nodeCard(page, 'double')).toBeVisible()
  const canvas = await boxOf(page.locator('.workflow-canvas'))
  await page.mouse.click(canvas.x + 40, canvas.y + canvas.height - 160)
  await page.keyboard.press('Control+v')
  await expect(nodeCard(page, 'double-2')).toBeVisible()
  await expectSaved(page)

  const inspector = await inspect(page, 'double-2')
  await expect(inspector.locator('[data-preview="value"]')).toContainText('42')
})
