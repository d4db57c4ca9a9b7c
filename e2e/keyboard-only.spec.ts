import { expect, type Page, test } from '@playwright/test'
import { createWorkflow, expectRunStatus, expectStatuses, nodeCard } from './support/editor.ts'
import { edgesOf, openNew } from './support/workflows.ts'

const said = (page: Page) => page.getByRole('status', { name: 'Last edit' })

async function pick(page: Page, search: string): Promise<void> {
  await page.keyboard.press('n')
  await expect(page.getByRole('combobox', { name: 'Search node types' })).toBeFocused()
  await page.keyboard.type(search)
  await page.keyboard.press('Enter')
}

test('draws, wires, moves, configures, runs, inspects and retries by keys alone', async ({ page }) => {
  await createWorkflow(page, 'By keys alone')
  await page.locator('.workflow-canvas').focus()
  await pick(page, 'manual')
  await expect(nodeCard(page, 'manual-trigger')).toBeFocused()
  await expect(said(page)).toHaveText('Manual trigger added')
  // The next one comes connected, because the first is selected.
  await pick(page, 'set fields')
  await expect(said(page)).toHaveText('Set fields added after Manual trigger')
  await expect(nodeCard(page, 'transform')).toBeFocused()
  await expect(nodeCard(page, 'transform')).toHaveAttribute('aria-description', 'Comes after Manual trigger.')

  // One that hangs on nothing, then wired: source, then target.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await pick(page, 'simulate')
  await expect(nodeCard(page, 'simulate')).toBeFocused()
  await expect(nodeCard(page, 'simulate')).toHaveAttribute('aria-description', 'Not connected.')
  await nodeCard(page, 'transform').focus()
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog', { name: 'Connect Set fields to' })).toBeVisible()
  await page.keyboard.type('simul')
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText('Set fields connected to Simulate work')
  expect(await edgesOf(page)).toEqual(['manual-trigger->transform', 'transform->simulate'])
  await expect(nodeCard(page, 'transform')).toBeFocused()

  // Walk and move.
  await page.keyboard.press('ArrowRight')
  await expect(nodeCard(page, 'simulate')).toBeFocused()
  const before = await nodeCard(page, 'simulate').boundingBox()
  for (let count = 0; count < 3; count++) await page.keyboard.press('Alt+ArrowDown')
  expect((await nodeCard(page, 'simulate').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await nodeCard(page, 'simulate').boundingBox())?.y).toBe(before?.y)
  await expect(said(page)).toHaveText('Undone: 1 element moved down')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(page.locator('[data-node-id][data-selected]')).toHaveCount(3)
  await expect(said(page)).toHaveText('3 selected')

  // Rename with Space, open with Enter, configure, and back with Esc.
  await nodeCard(page, 'simulate').focus()
  await page.keyboard.press('Space')
  await page.keyboard.type('Work')
  await page.keyboard.press('Enter')
  await expect(nodeCard(page, 'simulate')).toHaveAccessibleName(/^Work, Simulate work/)
  await expect(said(page)).toHaveText('Simulate work renamed to Work')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Parameters' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.getByLabel('Duration in milliseconds').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('30')
  await page.keyboard.press('Escape')
  await expect(nodeCard(page, 'simulate')).toBeFocused()

  await page.keyboard.press('Control+Enter')
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { 'manual-trigger': 'completed', transform: 'completed', simulate: 'completed' })
  await expect(page.getByRole('log', { name: 'Course of the execution' })).toContainText(/completed/)
  await expect(nodeCard(page, 'simulate')).toHaveAccessibleName(/completed/)
})

test('retries a dead letter from the canvas by keys, and re-wires an edge', async ({ page }, { project }) => {
  const nodes = [
    { id: 'start', type: 'manual-trigger' },
    { id: 'stop', type: 'stop-and-error', config: { message: 'No' } },
    { id: 'after', type: 'transform' },
  ]
  await openNew(page, `keys-${project.name}`, nodes, ['start->stop'])
  await nodeCard(page, 'start').focus()
  await page.keyboard.press('Control+Enter')
  await expectRunStatus(page, 'failed')
  await nodeCard(page, 'stop').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Run' }).focus()
  await page.keyboard.press('Enter')
  const retry = page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: /Retry/ }).first()
  await retry.focus()
  await page.keyboard.press('Enter')
  await expectRunStatus(page, 'failed')

  await page.getByRole('tab', { name: 'Run' }).focus()
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'Edge from start to stop' }).focus()
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog', { name: 'Lead the edge from start to' })).toBeVisible()
  await page.keyboard.type('after')
  await page.keyboard.press('Enter')
  await expect.poll(() => edgesOf(page)).toEqual(['start->after'])
  await expect(said(page)).toHaveText('Edge moved to after')
})

test.describe('at 200 % zoom', () => {
  test.use({ viewport: { width: 640, height: 400 } })

  test('everything of the editor can be reached', async ({ page }, { project }) => {
    await openNew(
      page,
      `zoomed-${project.name}`,
      [
        { id: 'start', type: 'manual-trigger' },
        { id: 'a', type: 'transform' },
      ],
      ['start->a'],
    )
    await nodeCard(page, 'a').focus()
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector.getByRole('button', { name: 'Close inspector' })).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeInViewport()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(nodeCard(page, 'a')).toBeInViewport()
    await page.keyboard.press('n')
    await expect(page.getByRole('combobox', { name: 'Search node types' })).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  })
})
