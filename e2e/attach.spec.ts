import { expect, type Page, test, type WebSocketRoute } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectRunStatus, expectSaved, expectStatuses, nodeCard } from './support/editor.ts'
import { edgesOf, openNew } from './support/workflows.ts'

const STEPS = ['one', 'two', 'three', 'four']

/** @param durations in milliseconds, of the first steps; the others take no time */
async function openSteps(page: Page, id: string, durations: number[]): Promise<void> {
  const nodes = [
    { id: 'begin', type: 'manual-trigger' },
    ...STEPS.map((step, index) => ({ id: step, type: 'simulate', config: { durationMs: durations[index] ?? 0 } })),
  ]
  const edges = nodes.slice(1).map((node, index) => `${nodes[index]?.id}->${node.id}`)
  await openNew(page, id, nodes, edges)
}

async function startOverRest(page: Page, workflowId: string): Promise<string> {
  const response = await page.request.post('/api/executions', { data: { items: [{ workflowId, initialData: {} }] } })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()).items[0].executionId
}

test('attaches to a run that something else started, and misses nothing when the connection drops', async ({ page }, {
  project,
}) => {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/socket\.io/, async (socket) => {
    if (isCut) return socket.close()
    open.add(socket)
    socket.connectToServer()
  })
  const workflowId = `attach-${project.name}`
  // Long enough for a busy machine: it has to be opened and cut off before the second step is done.
  await openSteps(page, workflowId, [4_000, 4_000])
  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  const list = page.getByRole('complementary', { name: 'Executions of this workflow' })
  await expect(list).toContainText('Nothing has run yet')
  const executionId = await startOverRest(page, workflowId)
  const row = list.locator(`[data-run-id="${executionId}"]`)
  await expect(row).toContainText('API')
  await row.click()
  await expect(nodeCard(page, 'one')).toHaveAttribute('data-status', /running|completed/)

  isCut = true
  for (const socket of open) await socket.close()
  await expect
    .poll(
      async () => (await (await page.request.get(`/api/executions/${executionId}`)).json()).nodeResults.two?.status,
      { timeout: 30_000 },
    )
    .toBe('completed')
  isCut = false
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { begin: 'completed', one: 'completed', two: 'completed', four: 'completed' })
  await expect(row).toHaveAttribute('data-run-status', 'completed')
  const input = encodeURIComponent(JSON.stringify({ id: executionId }))
  const events = await (await page.request.get(`/api/trpc/executions.events?input=${input}`)).json()
  const seq = String(events.result.data.items.length)
  await expect(page.getByRole('group', { name: 'Run shown' })).toHaveAttribute('data-execution-seq', seq)
  await expectNoViolations(page, '[aria-label="Executions of this workflow"]')
})

test('shows a run on the version that it ran, takes its data, and goes back to that version', async ({ page }, {
  project,
}) => {
  const workflowId = `version-${project.name}`
  await openSteps(page, workflowId, [])
  const executionId = await startOverRest(page, workflowId)
  await nodeCard(page, 'three').click()
  await page.getByRole('button', { name: 'Close inspector' }).click()
  await page.keyboard.press('Delete')
  await expect(nodeCard(page, 'three')).toHaveCount(0)
  await expectSaved(page)

  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  await page.locator(`[data-run-id="${executionId}"]`).click()
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { three: 'completed' })
  const taking = page.getByRole('region', { name: 'What to take from this run' })
  await expect(taking).toContainText('This is version 1')
  await expect(page.getByRole('complementary', { name: 'Node palette' })).toBeHidden()
  await taking.getByRole('button', { name: 'Use this run’s data' }).click()
  await expect(page.getByText('Data of 4 nodes pinned')).toBeVisible()

  await taking.getByRole('button', { name: 'Edit this version' }).click()
  await expect(nodeCard(page, 'three')).toHaveAccessibleName(/completed/)
  await expect(nodeCard(page, 'two')).toHaveAccessibleName(/data pinned/)
  expect(await edgesOf(page)).toContain('three->four')
  await expectSaved(page)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(nodeCard(page, 'three')).toHaveCount(0)
})
