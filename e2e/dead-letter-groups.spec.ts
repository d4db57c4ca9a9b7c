import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { inspect } from './support/editor.ts'

/** Publishes a workflow with a node that fails, and starts it so often. */
async function failOften(
  request: APIRequestContext,
  id: string,
  config: { outcome: string; failures?: number; message: string },
  count: number,
): Promise<void> {
  const nodes = [
    { id: 'begin', type: 'manual-trigger', config: {}, outputs: ['send'] },
    {
      id: 'send',
      type: 'simulate',
      name: 'Send it',
      config: { durationMs: 0, ...config, retries: 0 },
      inputs: ['begin'],
    },
  ]
  const registered = await request.post('/api/workflows', { data: { id, name: id, entryNodeId: 'begin', nodes } })
  expect(registered.status()).toBe(201)
  for (let number = 1; number <= count; number++) {
    const started = await request.post(`/api/workflows/${id}/execute`, { data: { initialData: { number } } })
    expect(started.status()).toBe(202)
  }
}

const groupLink = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Groups' }).getByRole('link').filter({ hasText: text })

async function openGroup(page: Page, text: string, count: number): Promise<void> {
  await page.goto('/dead-letters')
  await expect(groupLink(page, text).getByLabel(`${count} letters`)).toBeVisible({ timeout: 20_000 })
  await groupLink(page, text).click()
}

test('groups 30 failures by kind; tries a few first, and the rest when these resolve', async ({ page, request }) => {
  await failOften(
    request,
    'invoices',
    { outcome: 'fail-first', failures: 1, message: 'Invoice {{ input.number }} was refused' },
    18,
  )
  await failOften(request, 'parcels', { outcome: 'fail', message: 'Parcel {{ input.number }} has no address' }, 12)
  await page.goto('/dead-letters')
  await expect(groupLink(page, 'was refused').getByLabel('18 letters')).toBeVisible({ timeout: 20_000 })
  await expect(groupLink(page, 'has no address').getByLabel('12 letters')).toBeVisible()

  await page.getByRole('combobox', { name: 'Failed last' }).click()
  await page.getByRole('option', { name: 'Last hour' }).click()
  await expect(page).toHaveURL(/age=1h/)

  await groupLink(page, 'was refused').click()
  await page.getByRole('button', { name: 'Retry 18 letters…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox')).toBeChecked()
  await dialog.getByLabel('Letters to try first').fill('18')
  await expect(dialog.getByRole('button', { name: 'Retry', exact: true })).toBeDisabled()
  await dialog.getByLabel('Letters to try first').fill('3')
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click()
  const done = page.getByRole('region', { name: 'Retried 18 letters' })
  await expect(done).toContainText('18 resolved', { timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Group of Send it' })).toContainText('Resolved')
  await done.getByRole('button', { name: 'Dismiss' }).click()
  await expect(done).toBeHidden()

  // The other kind fails again: the batch stops, says so, and leaves the rest alone.
  await openGroup(page, 'has no address', 12)
  await page.getByRole('button', { name: 'Retry 12 letters…' }).click()
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click()
  const stopped = page.getByRole('region', { name: 'The retry stopped' })
  await expect(stopped).toContainText('3 of 3 failed again; 9 untouched', { timeout: 20_000 })
  await stopped.getByRole('button', { name: 'Show what failed' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  await page.keyboard.press('Escape')
  // It stands in the database, not in the page.
  await page.reload()
  await stopped.getByRole('button', { name: 'Leave the rest' }).click()
  await expect(stopped).toBeHidden()

  // Two of them are chosen, set aside and taken back.
  const letters = page.getByRole('region', { name: 'Letters', exact: true })
  await letters.getByRole('checkbox').nth(0).click()
  await letters.getByRole('checkbox').nth(1).click()
  await page.getByRole('button', { name: 'Discard 2 letters' }).click()
  await expect(page.getByRole('region', { name: 'Discarded 2 letters' })).toContainText('All done')
  await page.getByRole('link', { name: 'Discarded', exact: true }).click()
  await expect(groupLink(page, 'has no address').getByLabel('2 letters')).toBeVisible()
  await groupLink(page, 'has no address').click()
  await page.getByRole('button', { name: 'Restore 2 letters' }).click()
  await expect(page.getByRole('region', { name: 'Restored 2 letters' })).toContainText('All done')

  // The node is mended in the editor; its letters go on with the workflow as it is now, without a new publication.
  await page.goto('/workflows/parcels')
  const inspector = await inspect(page, 'send')
  await inspector.getByRole('combobox', { name: 'Outcome' }).click()
  const saved = page.waitForResponse((response) => response.url().includes('workflows.saveDraft'))
  await page.getByRole('option', { name: 'Succeeds', exact: true }).click()
  expect((await saved).ok()).toBe(true)
  await openGroup(page, 'has no address', 12)
  await letters.getByRole('link').first().click()
  const letter = page.getByRole('region', { name: 'Letter of Send it' })
  await letter.getByRole('button', { name: 'Retry with…' }).click()
  await page.getByRole('menuitem', { name: 'The workflow as it is now' }).click()
  await expect(letter.getByRole('region', { name: 'History' })).toContainText('Resolved: another execution took over')
  await expect(letter.getByRole('region', { name: 'History' })).toContainText('on version 2')
  await letter.getByRole('link', { name: 'Open the new execution' }).first().click()
  await expect(page.locator('[data-node-id="send"]')).toHaveAttribute('data-status', 'completed')

  await openGroup(page, 'has no address', 11)
  await page.getByRole('button', { name: 'Retry 11 letters…' }).click()
  await dialog.getByRole('combobox').click()
  await page.getByRole('option', { name: 'The workflow as it is now' }).click()
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Retried 11 letters on the latest version' })).toContainText(
    '11 resolved',
    { timeout: 20_000 },
  )
})

test('is worked by keys alone', async ({ page, request }) => {
  const message = 'Message {{ input.number }} bounced'
  await failOften(request, 'messages', { outcome: 'fail-first', failures: 1, message }, 3)
  await openGroup(page, 'bounced', 3)
  const letters = page.getByRole('region', { name: 'Letters', exact: true })
  await expect(letters.getByRole('link')).toHaveCount(3)
  await page.keyboard.press('j')
  await expect(letters.getByRole('link').nth(0)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await expect(letters.getByRole('link').nth(1)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Retry 2 letters' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await expect(page.getByRole('region', { name: 'Discarded 2 letters' })).toContainText('All done')
  await page.keyboard.press('j')
  await expect(letters.getByRole('link').nth(2)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('r')
  const letter = page.getByRole('region', { name: 'Letter of Send it' })
  await expect(letter.getByText('A retry succeeded.')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/dead-letters$/)
})

test('counts what comes instead of moving the list under the pointer', async ({ page, request }, { retry }) => {
  // What a first try left must not be taken for what this one makes.
  const line = `line ${'abcdef'.charAt(retry)}`
  const id = `calls-${retry}`
  await failOften(request, id, { outcome: 'fail', message: `Call {{ input.number }} on ${line} was cut` }, 2)
  await openGroup(page, `on ${line} was cut`, 2)
  const letters = page.getByRole('region', { name: 'Letters', exact: true })
  await expect(letters.getByRole('listitem')).toHaveCount(2)
  await letters.hover()
  await request.post(`/api/workflows/${id}/execute`, { data: { initialData: { number: 3 } } })
  const pill = page.getByRole('button', { name: '1 new' })
  await expect(pill).toBeVisible()
  await expect(letters.getByRole('listitem')).toHaveCount(2)
  await pill.click()
  await expect(letters.getByRole('listitem')).toHaveCount(3)
  await expect(letters.getByRole('listitem').first()).toContainText('Call 3')
})
