import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations, expectNoViolationsInBothThemes } from './support/axe.ts'
import { expectRunStatus, expectSaved, inspect, nodeCard, publishDraft } from './support/editor.ts'

async function publish(page: Page, workflow: object): Promise<void> {
  const response = await page.request.post('/api/workflows', { data: workflow })
  expect(response.status(), await response.text()).toBe(201)
}

async function start(page: Page, id: string, initialData: object = {}): Promise<string> {
  const response = await page.request.post(`/api/workflows/${id}/execute`, { data: { initialData } })
  return ((await response.json()) as { executionId: string }).executionId
}

test('an execution waits for the one before it, and says so', async ({ page }, { project }) => {
  const id = `one-by-one-${project.name}`
  await publish(page, {
    id,
    name: id,
    nodes: [
      { id: 'start', type: 'manual-trigger' },
      { id: 'work', type: 'wait-for-signal' },
    ],
    edges: [{ source: 'start', target: 'work' }],
  })
  await page.goto(`/workflows/${id}`)
  await page.getByRole('button', { name: 'Workflow settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Workflow settings' })
  await dialog.getByRole('switch').click()
  await dialog.getByLabel('Key').fill('{{ input.customer }}')
  await dialog.getByLabel('Timeout (seconds)').fill('-1')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog).toContainText('at most 365 days')
  await dialog.getByLabel('Timeout (seconds)').fill('3600')
  await expectNoViolations(page)
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog).toBeHidden()
  await expectSaved(page)
  await page.reload()
  await page.getByRole('button', { name: 'Workflow settings' }).click()
  await expect(dialog.getByLabel('Key')).toHaveValue('{{ input.customer }}')
  await page.keyboard.press('Escape')
  await publishDraft(page)

  const first = await start(page, id, { customer: 'acme' })
  const second = await start(page, id, { customer: 'acme' })
  await page.goto(`/executions/${second}`)
  await expectRunStatus(page, 'queued')
  await expect(page.getByText('Waiting for another execution of key acme.')).toBeVisible()
  await page.goto('/executions')
  await expect(page.getByRole('row').filter({ hasText: second.slice(-12) })).toContainText('waits for key acme')
  await page.goto(`/executions/${second}`)
  await page.request.post(`/api/executions/${first}/cancel`)
  await expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'waiting')
  await page.request.post(`/api/executions/${second}/cancel`)
})

test('a node waits for a rate limit, and another one for an open circuit that is closed by hand @redis', async ({
  page,
}, { project }) => {
  const id = `limited-${project.name}`
  await publish(page, {
    id,
    name: id,
    nodes: [
      { id: 'start', type: 'manual-trigger' },
      { id: 'slow', name: `Limited ${project.name}`, type: 'simulate', config: { durationMs: 0 } },
      {
        id: 'fragile',
        name: `Fragile ${project.name}`,
        type: 'simulate',
        config: { durationMs: 0, outcome: 'fail' },
        settings: { retries: 0, onError: 'continue' },
      },
    ],
    edges: [
      { source: 'start', target: 'slow' },
      { source: 'start', target: 'fragile' },
    ],
  })
  await page.goto(`/workflows/${id}`)
  const slow = await inspect(page, 'slow')
  await slow.getByRole('tab', { name: 'Settings' }).click()
  await slow.getByLabel('Rate limit (starts)').fill('1')
  await slow.getByLabel('Within (seconds)').fill('600')
  const fragile = await inspect(page, 'fragile')
  await fragile.getByRole('tab', { name: 'Settings' }).click()
  await fragile.getByLabel('Open circuit after').fill('1')
  await fragile.getByLabel('For (seconds)').fill('600')
  await expectNoViolations(page)
  await expectSaved(page)
  await publishDraft(page)

  const first = await start(page, id)
  await page.goto(`/executions/${first}`)
  await expectRunStatus(page, 'completed')
  const second = await start(page, id)
  await page.goto(`/executions/${second}`)
  await expect(nodeCard(page, 'slow')).toContainText('Rate limit')
  await expect(nodeCard(page, 'slow')).toContainText(/in 9 min|in 10 min/)
  await expect(nodeCard(page, 'fragile')).toContainText(`Circuit open for Fragile ${project.name}`)

  await page.goto('/workers')
  const limits = page.getByRole('region', { name: 'Limits and circuits' })
  await expect(limits.getByRole('row').filter({ hasText: `Limited ${project.name}` })).toContainText('1 in 10 min')
  await expectNoViolations(page)
  // Else closing it would let the node try, and fail, and so open it again.
  await page.request.post(`/api/executions/${second}/cancel`)
  await limits.getByRole('button', { name: `Close the circuit for Fragile ${project.name}` }).click()
  await expect(limits.getByRole('row').filter({ hasText: `Fragile ${project.name}` })).toHaveCount(0)
})

test('nothing of the workflow settings is out of reach', async ({ page }, { project }) => {
  const id = `settings-${project.name}`
  await publish(page, { id, name: id, nodes: [{ id: 'start', type: 'manual-trigger' }] })
  await page.goto(`/workflows/${id}`)
  await page.getByRole('button', { name: 'Workflow settings' }).click()
  await page.getByRole('switch').click()
  await expect(page.getByRole('textbox', { name: 'Key' })).toBeVisible()
  await expectNoViolationsInBothThemes(page)
})
