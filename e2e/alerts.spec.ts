import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolationsInBothThemes } from './support/axe.ts'

async function newAlert(page: Page): Promise<void> {
  await page.goto('/alerts')
  await page.getByRole('button', { name: 'New alert' }).click()
}

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('article', { name })).toHaveCount(0)
}

test('makes an alert, sees how it stands, tries its channels, changes it and switches it off', async ({ page }) => {
  await newAlert(page)
  const form = page.getByRole('dialog', { name: 'New alert' })
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(form.getByText('Give the alert a name.')).toBeVisible()
  await expect(form.getByText('Give an address such as https://example.com/alerts.')).toBeVisible()
  await expect(form.getByLabel('Name')).toBeFocused()

  await form.getByLabel('Name').fill('Stuck queue')
  await form.getByLabel('Watch').click()
  await page.getByRole('option', { name: 'Nodes wait too long' }).click()
  await form.getByLabel('Longer than (seconds)').fill('600')
  // Refused by the guard of requests: nothing leaves this machine.
  await form.getByLabel('Address').fill('http://10.0.0.1/alerts')
  await form.getByRole('button', { name: 'E-mail' }).click()
  await form.getByRole('group', { name: 'E-mail 2' }).getByLabel('To').fill('oncall@example.com')
  await expect(form.getByText('No mail server is set')).toBeVisible()
  await form.getByRole('button', { name: 'Create' }).click()

  const card = page.getByRole('article', { name: 'Stuck queue' })
  await expect(card).toContainText('When a node waits longer than 600 s for a free slot.')
  await expect(card).toContainText('OK')
  await expect(card).toContainText('checked')

  await card.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('The test to 10.0.0.1 did not get through')).toBeVisible()
  await card.getByRole('button', { name: 'Last messages' }).click()
  const messages = card.getByRole('list', { name: 'Messages' }).getByRole('listitem')
  await expect(messages).toHaveCount(2)
  await expect(messages.filter({ hasText: 'oncall@example.com' })).toContainText('SMTP_URL')

  await page.getByRole('button', { name: 'Actions for Stuck queue' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit “Stuck queue”' })
  await expect(edit.getByLabel('Longer than (seconds)')).toHaveValue('600')
  await edit.getByLabel('Longer than (seconds)').fill('900')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(card).toContainText('longer than 900 s')

  await card.getByRole('switch').click()
  await expect(card).toContainText('Off')
  await page.reload()
  await expect(card).toContainText('Off')
  await remove(page, 'Stuck queue')
})

test('nothing on the alerts page is out of reach', async ({ page }) => {
  await page.goto('/alerts')
  await expect(page.getByText('Nothing is watched yet')).toBeVisible()
  await expectNoViolationsInBothThemes(page)

  await newAlert(page)
  const form = page.getByRole('dialog')
  await form.getByLabel('Name').fill('Failures')
  await form.getByLabel('Watch').click()
  await page.getByRole('option', { name: 'Failure rate' }).click()
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(form.getByText('Give an address')).toBeVisible()
  await expectNoViolationsInBothThemes(page)

  await form.getByLabel('Address').fill('https://example.com/alerts')
  await form.getByRole('button', { name: 'Create' }).click()
  const card = page.getByRole('article', { name: 'Failures' })
  await expect(card).toContainText('OK')
  await card.getByRole('button', { name: 'Last messages' }).click()
  await expect(card).toContainText('Nothing was sent yet.')
  await expectNoViolationsInBothThemes(page)
  await remove(page, 'Failures')
})

test('an alert fires by itself, tells a webhook, and says so on its card', async ({ page, request }) => {
  await using listener = await listen()
  const id = `stock-${randomUUID()}`
  const nodes = [
    { id: 'begin', type: 'manual-trigger', outputs: ['stop'] },
    { id: 'stop', type: 'stop-and-error', config: { message: 'Nothing left' }, inputs: ['begin'] },
  ]
  expect((await request.post('/api/workflows', { data: { id, name: id, entryNodeId: 'begin', nodes } })).status()).toBe(
    201,
  )
  const channels = [{ type: 'webhook', url: listener.url, secret: '' }]
  const condition = { kind: 'dead-letters-open', workflowId: id, over: 0 }
  const rule = { name: 'Out of stock', enabled: true, condition, forSeconds: 0, minIntervalMinutes: 0, channels }
  expect((await request.post('/api/trpc/alerts.create', { data: rule })).ok()).toBe(true)
  await page.goto('/alerts')
  const card = page.getByRole('article', { name: 'Out of stock' })
  await expect(card).toContainText('OK')

  expect((await request.post(`/api/workflows/${id}/execute`, { data: {} })).status()).toBe(202)
  await expect(card).toContainText('Firing', { timeout: 20_000 })
  await expect(page.getByText('1 watched · 1 firing')).toBeVisible()
  await card.getByRole('button', { name: 'Last messages' }).click()
  await expect(card.getByRole('list', { name: 'Messages' })).toContainText('SentAlert')
  expect(listener.bodies.join()).toContain('Out of stock')
  await remove(page, 'Out of stock')
})

/** Takes the messages of alerts, at an address that this product may call. */
async function listen(): Promise<{ url: string; bodies: string[] } & AsyncDisposable> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      bodies.push(body)
      response.end()
    })
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://localhost:${port}/alerts`,
    bodies,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
