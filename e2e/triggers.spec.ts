import { expect, test } from '@playwright/test'
import { createWorkflow, dragFromPalette, expectSaved, expectStatuses, publishDraft } from './support/editor.ts'

test('publishes a workflow that starts by itself, sees when and where, and replays what came', async ({
  page,
  request,
}) => {
  await createWorkflow(page, 'Starts by itself')
  await dragFromPalette(page, 'Webhook', 0.2, 0.3)
  await dragFromPalette(page, 'Schedule', 0.2, 0.6)
  await expectSaved(page)
  expect((await request.post('/hooks/my-webhook', { data: {} })).status()).toBe(404)
  await publishDraft(page)

  await page.getByRole('button', { name: 'Triggers', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Triggers' })
  const schedule = panel.getByRole('region', { name: 'Schedule' })
  await expect(schedule.getByRole('list', { name: 'Next times' }).getByRole('listitem')).toHaveCount(5)
  await schedule.getByRole('switch').click()
  await expect(schedule).toContainText('Paused')
  await expect(schedule.getByRole('list', { name: 'Next times' })).toHaveCount(0)

  const hook = panel.getByRole('region', { name: 'Webhook' })
  const address = (await hook.getByText('/hooks/my-webhook').textContent()) ?? ''
  // As a service elsewhere sends it, or a page in a browser.
  const answer = await request.post(address, {
    form: { order: '7' },
    headers: { origin: 'http://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  })
  expect(answer.status()).toBe(202)
  expect(answer.headers()['content-security-policy']).toContain('sandbox')
  const { executionId } = await answer.json()

  await hook.getByRole('button', { name: 'Last deliveries' }).click()
  const delivery = hook.getByRole('list', { name: 'Deliveries' }).getByRole('listitem').first()
  await expect(delivery).toContainText('Started')
  await expect(delivery.getByRole('link')).toHaveAttribute('href', `/executions/${executionId}`)
  await delivery.getByRole('button', { name: 'Replay' }).click()
  await expect(page).toHaveURL(/\/executions\/(?!undefined)[0-9a-f-]{36}/)
  await expectStatuses(page, { 'webhook-trigger': 'completed' })
  expect(page.url()).not.toContain(executionId)
  await page.goto('/workflows')
})

test('starts a workflow at the times of its schedule', async ({ page, request }) => {
  const id = 'every-second'
  const trigger = { id: 'tick', type: 'cron-trigger', config: { pattern: '* * * * * *', timeZone: 'Europe/Berlin' } }
  const published = await request.post('/api/workflows', {
    data: { id, name: 'Every second', nodes: [trigger], edges: [] },
  })
  expect(published.status()).toBe(201)
  await page.goto(`/executions?workflow=${id}`)
  await expect(page.getByRole('link', { name: 'Every second' }).nth(1)).toBeVisible()

  await page.goto(`/workflows/${id}`)
  await page.getByRole('button', { name: 'Triggers', exact: true }).click()
  const card = page.getByRole('dialog').getByRole('region', { name: 'tick' })
  await card.getByRole('switch').click()
  await expect(card).toContainText('Paused')
})
