import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { boxOf, drag, expectRunStatus, expectStatuses, inspect, nodeCard } from './support/editor.ts'
import { openNew } from './support/workflows.ts'

/** A run in which one branch is slow, and the other fails once. */
async function openEnded(page: Page, id: string): Promise<void> {
  const flaky = { outcome: 'fail-first', failures: 1, durationMs: 50, retries: 1 }
  await openNew(
    page,
    id,
    [
      { id: 'begin', type: 'manual-trigger', position: { x: 0, y: 80 } },
      { id: 'slow', type: 'simulate', config: { durationMs: 2_500 }, position: { x: 304, y: 0 } },
      { id: 'flaky', type: 'simulate', config: flaky, position: { x: 304, y: 160 } },
      { id: 'both', type: 'merge', position: { x: 608, y: 80 } },
    ],
    ['begin->slow', 'begin->flaky', 'slow->both', 'flaky->both'],
  )
  const response = await page.request.post('/api/executions', {
    data: { items: [{ workflowId: id, initialData: {} }] },
  })
  const { executionId } = (await response.json()).items[0]
  await page.goto(`/executions/${executionId}`)
  await expectRunStatus(page, 'completed')
}

test('looks back at a run: by dragging the head, by keys, and by playing it', async ({ page }, { project }) => {
  await openEnded(page, `timeline-${project.name}`)
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(
    timeline.getByRole('button', { name: /^slow, on the critical path\. .*ran 2\.\d s, completed/ }),
  ).toBeVisible()
  await expect(timeline.getByRole('button', { name: /^flaky\. .*failed\. Waited .* for attempt 2/ })).toBeVisible()
  await expectNoViolations(page)

  // Where the slow branch runs and the join waits for it.
  const ruler = await boxOf(timeline.locator('[data-timeline-ruler]'))
  const middle = { x: ruler.x + ruler.width * 0.75, y: ruler.y + ruler.height / 2 }
  await drag(page, { x: ruler.x + ruler.width - 2, y: middle.y }, middle)
  const head = timeline.getByRole('slider', { name: 'Moment of the execution' })
  await expect(head).toBeFocused()
  await expectStatuses(page, { begin: 'completed', slow: 'running', both: 'pending' })
  await expectRunStatus(page, 'running')
  await expect(page.getByRole('group', { name: 'Run shown' })).toContainText('As it stood then')
  const inspector = await inspect(page, 'slow')
  await expect(inspector).toContainText('None yet')
  await expect(inspector.getByRole('region', { name: 'Input' })).toBeVisible()

  await head.focus()
  await page.keyboard.press('Home')
  await expect(head).toHaveAttribute('aria-valuenow', '1')
  await expectStatuses(page, { slow: 'pending', both: 'pending' })

  // The log goes with it.
  await page.getByRole('button', { name: 'Log', exact: true }).click()
  const log = page.getByRole('region', { name: 'Log of the execution' })
  await expect(log).toContainText('Nothing was logged by then')
  await head.focus()
  await page.keyboard.press('End')
  await expect(log).toContainText('Start 2: takes 50 ms')
  await log.getByRole('button', { name: 'Close the log' }).click()
  await head.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expectStatuses(page, { both: 'completed' })
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(nodeCard(page, 'both')).not.toHaveAttribute('data-status', 'completed')

  await page.keyboard.press('Home')
  await timeline.getByRole('combobox', { name: 'Speed of the replay' }).click()
  await page.getByRole('option', { name: '5×', exact: true }).click()
  await timeline.getByRole('button', { name: 'Play the course of the run' }).click()
  await expectRunStatus(page, 'completed')
  await timeline.getByRole('button', { name: 'Back to the end' }).click()
  await expect(head).toHaveAttribute('data-live', 'true')
  await expect(inspector.getByRole('region', { name: 'Output' })).toBeVisible()
})
