import { expect, test } from '@playwright/test'
import {
  createWorkflow,
  dragFromPalette,
  expectRunStatus,
  expectSaved,
  expectStatuses,
  inspect,
  nodeCard,
  runWithInput,
  wire,
} from './support/editor.ts'
import { recordedStatuses, recordStatuses } from './support/status-recorder.ts'

test('draws a workflow with a branch, runs it, and sees every node change live', async ({ page }) => {
  await createWorkflow(page, 'Drawn by hand')
  await dragFromPalette(page, 'Manual trigger', 0.2, 0.4)
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Zoom out' }).click()
  await dragFromPalette(page, 'If', 0.45, 0.4)
  await dragFromPalette(page, 'Simulate work', 0.65, 0.2)
  await dragFromPalette(page, 'Simulate work', 0.65, 0.7)
  await dragFromPalette(page, 'Merge', 0.85, 0.45)
  await expect(page.locator('[data-node-id]')).toHaveCount(5)
  await page.getByRole('button', { name: 'Fit to view' }).click()

  await wire(page, 'manual-trigger', 'main', 'if')
  await wire(page, 'if', 'True', 'simulate')
  await wire(page, 'if', 'False', 'simulate-2')
  await wire(page, 'simulate', 'main', 'merge')
  await wire(page, 'simulate-2', 'main', 'merge')

  const inspector = await inspect(page, 'if')
  const condition = inspector.getByRole('group', { name: 'Condition 1' })
  await condition.getByLabel('Value').fill('{{ input.total }}')
  await condition.getByLabel('Comparison').click()
  await page.getByRole('option', { name: 'is greater than', exact: true }).click()
  await condition.getByLabel('Compared with').fill('100')
  await inspector.getByRole('button', { name: 'Close inspector' }).click()
  await expectSaved(page)

  await recordStatuses(page)
  await runWithInput(page, { total: 250 })
  await expectRunStatus(page, 'completed')

  await expectStatuses(page, {
    'manual-trigger': 'completed',
    if: 'completed',
    simulate: 'completed',
    'simulate-2': 'skipped',
    merge: 'completed',
  })
  const seen = await recordedStatuses(page)
  expect(seen.simulate).toContain('running')
  expect(seen['simulate-2']).not.toContain('running')
  for (const states of Object.values(seen)) expect(states.length).toBeGreaterThan(0)

  const outcome = (source: string, target: string) => page.locator(`[data-source="${source}"][data-target="${target}"]`)
  await expect(outcome('if', 'simulate')).toHaveAttribute('data-outcome', 'delivered')
  await expect(outcome('if', 'simulate-2')).toHaveAttribute('data-outcome', 'dead')
  await expect(outcome('simulate-2', 'merge')).toHaveAttribute('data-outcome', 'dead')

  await nodeCard(page, 'merge').dblclick()
  await page.getByRole('tab', { name: 'Run' }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('250')
})

test('refuses a wire that would make a cycle while it is dragged', async ({ page }) => {
  await createWorkflow(page, 'No circles')
  await dragFromPalette(page, 'Manual trigger', 0.15, 0.2)
  await dragFromPalette(page, 'Merge', 0.15, 0.45)
  await dragFromPalette(page, 'Delay', 0.5, 0.45)
  await wire(page, 'manual-trigger', 'main', 'merge')
  await wire(page, 'merge', 'main', 'delay')

  const from = await nodeCard(page, 'delay').getByRole('img', { name: 'Output main of' }).boundingBox()
  const to = await nodeCard(page, 'merge').boundingBox()
  if (!from || !to) throw new Error('The nodes are not on the screen')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 })
  await expect(page.getByText(/cycle/i).first()).toBeVisible()
  await page.mouse.up()
  await expect(page.locator('[data-edge-id]')).toHaveCount(2)
})
