import { expect, test, type WebSocketRoute } from '@playwright/test'
import { boxOf, expectRunStatus, expectStatuses, nodeCard, openWorkflow, run } from './support/editor.ts'
import { createLong } from './support/running.ts'

test('shows a run as it is after a reload in the middle of it, and goes on live', async ({ page }) => {
  await openWorkflow(page, 'Parallel branches')
  await run(page)
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', 'running')
  await page.reload()
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', /running|completed/)
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, {
    order: 'completed',
    'reserve-stock': 'completed',
    'charge-card': 'completed',
    'book-courier': 'completed',
    join: 'completed',
    confirm: 'completed',
  })
})

test('misses nothing of what happened while the connection was gone', async ({ page }) => {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/socket\.io/, async (socket) => {
    if (isCut) return socket.close()
    open.add(socket)
    socket.connectToServer()
  })
  await openWorkflow(page, 'Parallel branches')
  await run(page)
  await expect(nodeCard(page, 'charge-card')).toHaveAttribute('data-status', 'running')

  isCut = true
  for (const socket of open) await socket.close()
  const executionId = new URL(page.url()).searchParams.get('execution')
  await expect
    .poll(async () => (await (await page.request.get(`/api/executions/${executionId}`)).json()).status)
    .toBe('completed')
  await expect(nodeCard(page, 'confirm')).toHaveAttribute('data-status', 'pending')

  isCut = false
  await expectRunStatus(page, 'completed')
  await expectStatuses(page, { 'charge-card': 'completed', join: 'completed', confirm: 'completed' })
})

test('pauses, resumes and stops a run', async ({ page }) => {
  const { workflowId } = await createLong(page, 'Stopped by hand', 60_000)
  await page.goto(`/workflows/${workflowId}`)
  await expect(nodeCard(page, 'work')).toBeVisible()
  const toolbar = page.locator('main header').first()
  const { height } = await boxOf(toolbar)
  await run(page)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expectRunStatus(page, 'paused')
  expect((await boxOf(toolbar)).height).toBe(height)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expectRunStatus(page, 'running')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expectRunStatus(page, 'cancelled')
})
