import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expectSaved, expectStatuses, inspect, nodeCard, publishDraft } from './support/editor.ts'

interface Edge {
  source: string
  sourcePort?: string
  target: string
}

async function publish(
  request: APIRequestContext,
  id: string,
  nodes: { id: string; type: string; config?: unknown; settings?: unknown }[],
  edges: Edge[],
): Promise<void> {
  const response = await request.post('/api/workflows', { data: { id, name: id, nodes, edges } })
  expect(response.status(), await response.text()).toBe(201)
}

async function start(request: APIRequestContext, id: string, initialData: unknown): Promise<string> {
  const response = await request.post(`/api/workflows/${id}/execute`, { data: { initialData } })
  expect(response.status()).toBe(202)
  return (await response.json()).executionId
}

/** Opens an execution and the Run tab of one of its nodes. */
async function openNode(page: Page, executionId: string, nodeId: string) {
  await page.goto(`/executions/${executionId}`)
  return inspect(page, nodeId)
}

test('runs a workflow for each item, and completes once the dead letter of the failed item was retried', async ({
  page,
  request,
}, { project }) => {
  const child = `bill-${project.name}`
  const parent = `bill-all-${project.name}`
  await publish(
    request,
    child,
    [
      { id: 'customer', type: 'manual-trigger' },
      { id: 'is-open', type: 'if', config: { conditions: [{ left: '{{ input.open }}', operator: 'is-true' }] } },
      {
        id: 'charge',
        type: 'simulate',
        config: { durationMs: 0, outcome: 'fail-first', failures: 1, message: 'The bank did not answer' },
        settings: { retries: 0 },
      },
      { id: 'done', type: 'merge', config: { mode: 'combine' } },
    ],
    [
      { source: 'customer', target: 'is-open' },
      { source: 'is-open', sourcePort: 'true', target: 'charge' },
      { source: 'is-open', sourcePort: 'false', target: 'done' },
      { source: 'charge', target: 'done' },
    ],
  )
  await publish(
    request,
    parent,
    [
      { id: 'customers', type: 'manual-trigger' },
      { id: 'bill', type: 'for-each', config: { workflowId: child, items: '{{ input.customers }}', concurrency: 1 } },
      { id: 'report', type: 'transform', config: { fields: [{ name: 'billed', value: '{{ input.length }}' }] } },
    ],
    [
      { source: 'customers', target: 'bill' },
      { source: 'bill', target: 'report' },
    ],
  )
  const executionId = await start(request, parent, { customers: [{ open: false }, { open: true }, { open: false }] })
  const inspector = await openNode(page, executionId, 'bill')
  await expectStatuses(page, { bill: 'failed', report: 'not-reached' })
  const children = inspector.getByRole('region', { name: 'Child executions' })
  await expect(children).toContainText('1 failed')
  await children.getByRole('checkbox').check()
  await expect(children.getByRole('listitem')).toHaveCount(1)
  await expect(children.getByRole('listitem')).toContainText('The bank did not answer')

  await children.getByRole('link', { name: 'Open execution of item 1' }).click()
  await expectStatuses(page, { charge: 'failed' })
  await page.getByRole('link', { name: 'Open the dead letter' }).click()
  const letter = page.getByRole('region', { name: 'Letter of charge' })
  await letter.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(letter.getByText('A retry succeeded.')).toBeVisible({ timeout: 20_000 })
  await letter.getByRole('link', { name: 'Open the execution' }).click()
  await page.getByRole('link', { name: 'Open the parent' }).click()

  await expectStatuses(page, { bill: 'completed', report: 'completed' })
  const after = page.getByRole('complementary', { name: 'Inspector' }).getByRole('region', { name: 'Child executions' })
  await expect(after).toContainText('3 of 3')
  await expect(after.getByRole('listitem')).toHaveCount(3)

  // In the list they are folded under their parent.
  await page.goto(`/executions?workflow=${parent}`)
  const list = page.getByRole('table', { name: 'Executions' })
  await expect(list.getByRole('row')).toHaveCount(2)
  const fold = list.getByRole('button', { name: '3 children: 3 completed' })
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await expect(list.getByRole('row').filter({ hasText: child })).toHaveCount(3)

  await page.goto(`/executions?workflow=${child}`)
  await expect(page.getByText('No execution matches')).toBeVisible()
  await page.getByRole('link', { name: 'Show child executions' }).click()
  await expect(page.getByRole('table', { name: 'Executions' }).getByRole('link')).toHaveCount(3)
})

test('waits for a signal, takes it from a person, and can be run again', async ({ page, request }) => {
  await publish(
    request,
    'approval',
    [
      { id: 'order', type: 'manual-trigger' },
      {
        id: 'approve',
        type: 'wait-for-signal',
        config: { name: 'Approval by accounting', answer: [{ name: 'approved', kind: 'yes-no' }] },
      },
    ],
    [{ source: 'order', target: 'approve' }],
  )
  const inspector = await openNode(page, await start(request, 'approval', {}), 'approve')
  await expect(nodeCard(page, 'approve')).toContainText('Needs a signal')
  const signal = inspector.getByRole('region', { name: 'Signal' })
  await expect(signal).toContainText('Approval by accounting')
  await signal.getByRole('switch', { name: 'approved' }).click()
  await signal.getByRole('button', { name: 'As JSON' }).click()
  await expect(signal.getByLabel('Payload')).toHaveText('{  "approved": true}')
  await signal.getByRole('button', { name: 'Send signal' }).click()
  await expectStatuses(page, { approve: 'completed' })
  await expect(inspector).toContainText('approved')

  await page.getByRole('button', { name: 'Run again' }).click()
  await page.getByRole('menuitem', { name: 'With the workflow as it is now' }).click()
  await expectStatuses(page, { approve: 'waiting' })
  const again = new URL(page.url()).pathname.split('/').at(-1)
  const sent = await request.post(`/api/executions/${again}/nodes/approve/signal`, {
    data: { payload: { approved: false } },
  })
  expect(sent.status()).toBe(202)
  await expectStatuses(page, { approve: 'completed' })
})

test('publishes from the editor, after which the workflow can be started by REST', async ({ page, request }) => {
  await page.goto('/workflows')
  await page.getByRole('link', { name: 'Condition and join', exact: true }).click()
  await expect(nodeCard(page, 'notify')).toBeVisible()
  const execute = new URL(page.url()).pathname.replace('/workflows/', '/api/workflows/').concat('/execute')
  const refused = await request.post(execute, { data: {} })
  expect(refused.status()).toBe(409)
  expect((await refused.json()).detail).toContain('publish it')

  await publishDraft(page)
  await expect(page.getByRole('button', { name: 'Published · version 1' })).toBeVisible()
  expect((await request.post(execute, { data: {} })).status()).toBe(202)

  await nodeCard(page, 'notify').click()
  await page.keyboard.press('Control+D')
  await expect(page.getByRole('button', { name: 'Publish changes' })).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(page.getByRole('button', { name: 'Published · version 1' })).toBeVisible()
  await expectSaved(page)
})

test('lets somebody answer by a link, once', async ({ page, request, browser }, { project }) => {
  const id = `by-link-${project.name}`
  const config = {
    name: 'Approval by accounting',
    instructions: 'Order 7 of 1,200 €.',
    answer: [
      { name: 'approved', kind: 'yes-no' },
      { name: 'comment', kind: 'text' },
    ],
  }
  await publish(request, id, [{ id: 'approve', type: 'wait-for-signal', config }], [])
  const executionId = await start(request, id, {})
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const inspector = await openNode(page, executionId, 'approve')
  await inspector.getByRole('button', { name: 'Copy the link' }).click()
  await expect(page.getByText('The link was copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'Approval by accounting' })).toBeVisible()
  await expectNoViolations(stranger)
  await stranger.getByLabel('Yes').check()
  await stranger.getByLabel('comment').fill('Fine.')
  await stranger.getByRole('button', { name: 'Send' }).click()
  await expect(stranger.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await expectStatuses(page, { approve: 'completed' })
  await expect(inspector.getByRole('region', { name: 'Output' })).toContainText('Fine.')
  expect((await stranger.goto(link))?.status()).toBe(410)
  await expect(stranger.getByRole('heading', { name: 'Nobody waits for this answer any more' })).toBeVisible()
  await stranger.context().close()
})
