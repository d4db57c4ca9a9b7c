import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectSaved, inspect, nodeCard, publishDraft } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

test('publishes with a note, shows what has changed since, and restores a version in one step', async ({ page }, {
  project,
}) => {
  await openNew(
    page,
    `versions-${project.name}`,
    [
      { id: 'start', type: 'manual-trigger' },
      { id: 'fetch', type: 'transform', name: 'Fetch', config: { fields: [{ name: 'a', value: 'one' }] } },
      { id: 'wait', type: 'delay', config: { amount: 1 } },
    ],
    ['start->fetch', 'fetch->wait'],
  )
  // Registering published it; a change makes the draft another.
  await expect(page.getByRole('button', { name: 'Published · version 1' })).toBeVisible()
  const inspector = await inspect(page, 'fetch')
  await inspector.getByLabel('Value').fill('two')
  await page.getByRole('button', { name: 'Close inspector' }).click()
  await expectSaved(page)
  await publishDraft(page, 'Fetches two')
  await nodeCard(page, 'wait').click()
  await page.keyboard.press('Delete')
  await expect(nodeCard(page, 'wait')).toHaveCount(0)
  await expectSaved(page)

  await page.getByRole('button', { name: 'Versions: 1 node changed since the published one' }).click()
  const history = page.getByRole('dialog', { name: /^Versions of/ })
  await expect(history.getByRole('complementary').getByRole('status')).toHaveText('1 node changed')
  await expect(history.locator('[data-node-id="wait"]')).toHaveAttribute('data-change', 'removed')
  await expect(history.getByRole('list', { name: 'Versions' })).toContainText('Published, used by triggers')
  await expect(history.getByRole('list', { name: 'Versions' })).toContainText('Fetches two')
  await expectNoViolations(page, '[role="dialog"]')

  await history.getByRole('button', { name: /^Version 1/ }).click()
  await expect(history.locator('[data-node-id="fetch"]')).toHaveAttribute('data-change', 'changed')
  await expect(history.locator('[data-node-id="wait"]')).toHaveCount(1)
  const changes = history.getByRole('list', { name: 'Differences' })
  await expect(changes).toContainText('config.fields[0].value')
  await expect(changes).toContainText('two')
  await changes.getByRole('button').first().focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(history.locator('[data-node-id="fetch"]')).toHaveAttribute('data-selected', 'true')

  await history.getByRole('button', { name: 'Restore version 1 into the draft' }).click()
  await expect(history).toBeHidden()
  await expect(nodeCard(page, 'wait')).toHaveCount(1)
  await expectSaved(page)
  await page.keyboard.press('Control+Z')
  await expect(nodeCard(page, 'wait')).toHaveCount(0)
  await expectSaved(page)
})

test('says in the editor and on the execution’s page what has changed since a run', async ({ page }, { project }) => {
  await openNew(
    page,
    `since-run-${project.name}`,
    [
      { id: 'start', type: 'manual-trigger' },
      { id: 'set', type: 'transform', config: { fields: [] } },
    ],
    ['start->set'],
  )
  await page.keyboard.press('Control+Enter')
  const shown = page.getByRole('group', { name: 'Run shown' })
  await expect(shown).toHaveAttribute('data-execution-status', 'completed', { timeout: 20_000 })
  const executionId = await shown.getAttribute('data-execution-id')
  await nodeCard(page, 'set').click()
  await page.keyboard.press('Control+D')
  await expect(shown.getByRole('button', { name: '1 node changed since this run' })).toBeVisible()
  await expectSaved(page)

  await page.goto(`/executions/${executionId}`)
  await page.getByRole('link', { name: 'Draft differs: 1 node changed since this run' }).click()
  const history = page.getByRole('dialog', { name: /^Versions of/ })
  await expect(history.locator('[data-change="added"]')).toHaveCount(1)
})
