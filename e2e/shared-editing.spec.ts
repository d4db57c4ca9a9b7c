import { expect, test } from '@playwright/test'
import { expectRunStatus, expectSaved, inspect, nodeCard, publishDraft, run } from './support/editor.ts'
import { openBeside, renameNode } from './support/people.ts'
import { openNew } from './support/workflows.ts'

const nodes = [
  { id: 'start', type: 'manual-trigger' },
  { id: 'call', type: 'http', config: { url: 'https://example.com/a' } },
]

test('merges what two people change at the same time, live in both', async ({ page, browser }) => {
  await openNew(page, 'shared-merge', nodes, ['start->call'])
  await using other = await openBeside(browser, page)

  // Two fields of one node, while neither has heard of the other.
  const url = (await inspect(page, 'call')).getByRole('textbox', { name: 'URL' })
  await url.fill('https://example.com/mine')
  await renameNode(other, 'call', 'Renamed there')
  await expect(nodeCard(page, 'call')).toContainText('Renamed there')
  const there = (await inspect(other, 'call')).getByRole('textbox', { name: 'URL' })
  await expect(there).toHaveValue('https://example.com/mine')
  await expectSaved(page)
  await expectSaved(other)
  await page.reload()
  await expect(nodeCard(page, 'call')).toContainText('Renamed there')
})

test('undoes only what one did oneself', async ({ page, browser }) => {
  await openNew(page, 'shared-undo', nodes, ['start->call'])
  await using other = await openBeside(browser, page)
  await renameNode(page, 'start', 'Mine')
  await expect(nodeCard(other, 'start')).toContainText('Mine')
  await renameNode(other, 'call', 'Theirs')
  await expect(nodeCard(page, 'call')).toContainText('Theirs')
  await page.keyboard.press('Control+z')
  await expect(nodeCard(page, 'start')).not.toContainText('Mine')
  await expect(nodeCard(page, 'call')).toContainText('Theirs')
  await expect(nodeCard(other, 'start')).not.toContainText('Mine')

  // What they have changed since is theirs.
  await renameNode(page, 'start', 'Mine again')
  await expect(nodeCard(other, 'start')).toContainText('Mine again')
  await renameNode(other, 'start', 'Theirs, too')
  await expect(nodeCard(page, 'start')).toContainText('Theirs, too')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Not undone: somebody else has changed it since').first()).toBeAttached()
  await expect(nodeCard(page, 'start')).toContainText('Theirs, too')
})

test('runs and publishes with what somebody else saved in the same moment, and says so', async ({ page }) => {
  const id = 'shared-start'
  const set = { id: 'set', type: 'transform', config: { fields: [] } }
  await openNew(page, id, [{ id: 'start', type: 'manual-trigger' }, set], ['start->set'])
  const saveTheirs = async (name: string): Promise<number> => {
    const draft = await page.request.get(`/api/trpc/workflows.get?input=${JSON.stringify({ id })}`)
    const { revision } = (await draft.json()).result.data
    const operations = [{ type: 'updateNode', nodeId: 'set', patch: { name } }]
    const data = { id, clientId: 'theirs', baseRevision: revision, operations }
    await expect(await page.request.post('/api/trpc/workflows.saveDraft', { data })).toBeOK()
    return revision + 1
  }
  /** Saves an edit of theirs between the click and its request. */
  const saveBefore = (procedure: string, name: string) =>
    page.route(
      `**/api/trpc/*${procedure}*`,
      async (route) => {
        await saveTheirs(name)
        await route.continue()
      },
      { times: 1 },
    )
  await saveBefore('workflows.run', 'Before the run')
  await run(page)
  await expect(page.getByText('Somebody else’s edit was saved meanwhile: this runs with it')).toBeVisible()
  await expectRunStatus(page, 'completed')
  await expect(nodeCard(page, 'set')).toContainText('Before the run')

  await saveBefore('workflows.publish', 'Before publishing')
  await publishDraft(page)
  await expect(page.getByText('With an edit of somebody else that was saved meanwhile.')).toBeVisible()
  await expect(nodeCard(page, 'set')).toContainText('Before publishing')

  // What somebody else publishes is known here, too.
  await expect(page.getByRole('button', { name: 'Published · version 3' })).toBeVisible()
  const data = { id, revision: await saveTheirs('Published there'), note: '' }
  await expect(await page.request.post('/api/trpc/workflows.publish', { data })).toBeOK()
  await expect(page.getByRole('button', { name: 'Published · version 4' })).toBeVisible()
})

test('asks which edit of one field stays, and loses neither until then', async ({ page, browser }) => {
  await openNew(page, 'shared-conflict', nodes, ['start->call'])
  await using other = await openBeside(browser, page)
  await page.context().setOffline(true)
  await renameNode(page, 'call', 'Mine')
  await expect(page.locator('[data-save-state]')).toHaveText('Offline, 1 change kept')
  await renameNode(other, 'call', 'Theirs')
  await expectSaved(other)
  await page.context().setOffline(false)

  const dialog = page.getByRole('dialog', { name: 'You and somebody else changed the same' })
  const choice = dialog
    .getByRole('group', { name: 'Theirs · Name' })
    .or(dialog.getByRole('group', { name: 'Mine · Name' }))
  await expect(choice).toContainText('Mine')
  await expect(choice).toContainText('Theirs')
  await expect(choice).toContainText('Not set')
  await dialog.getByRole('button', { name: 'Decide later' }).click()
  await expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'conflict')
  await expect(nodeCard(page, 'call')).toContainText('Mine')
  await expect(nodeCard(other, 'call')).toContainText('Theirs')

  await page.getByRole('button', { name: 'Decide', exact: true }).press('Enter')
  await dialog.getByRole('radio', { name: 'Keep mine' }).press('Space')
  await dialog.getByRole('button', { name: 'Save the decision' }).press('Enter')
  await expectSaved(page)
  await expect(nodeCard(other, 'call')).toContainText('Mine')
})

test('loses no edit of a tab that is closed while it is offline', async ({ page, context }) => {
  await openNew(page, 'shared-offline', nodes, ['start->call'])
  await expectSaved(page)
  await context.setOffline(true)
  await renameNode(page, 'call', 'Renamed offline')
  // The editor of expressions cannot be loaded now: a plain field takes its place.
  const url = (await inspect(page, 'call')).getByRole('textbox', { name: 'URL' })
  await url.fill('{{ input.url }}')
  await expect(url).toHaveValue('{{ input.url }}')
  await renameNode(page, 'start', 'This one, too')
  await expect(page.locator('[data-save-state]')).toHaveText('Offline, 3 changes kept')
  const address = page.url()
  await page.close()
  await context.setOffline(false)

  const later = await context.newPage()
  await later.goto(address)
  await expect(nodeCard(later, 'call')).toContainText('Renamed offline')
  await expectSaved(later)
  const { nodes: saved }: { nodes: { name?: string; config: { url?: string } }[] } = (
    await (await later.request.get('/api/trpc/workflows.get?input={"id":"shared-offline"}')).json()
  ).result.data.workflow
  expect(saved.map(({ name, config }) => [name, config.url])).toEqual([
    ['This one, too', undefined],
    ['Renamed offline', '{{ input.url }}'],
  ])
})

test('asks about the edits of every closed tab, one after the other', async ({ page, context, browser }) => {
  // Four pages are opened, one after the other.
  test.setTimeout(120_000)
  await openNew(page, 'shared-tabs', nodes, ['start->call'])
  const second = await context.newPage()
  await second.goto(page.url())
  await expect(nodeCard(second, 'call')).toBeVisible()
  await using other = await openBeside(browser, page)
  await context.setOffline(true)
  await renameNode(page, 'call', 'Of the first tab')
  await renameNode(second, 'call', 'Of the second tab')
  for (const tab of [page, second]) {
    await expect(tab.locator('[data-save-state]')).toHaveText('Offline, 1 change kept')
  }
  await renameNode(other, 'call', 'Theirs')
  await expectSaved(other)
  const later = await context.newPage()
  const address = page.url()
  await Promise.all([page.close(), second.close()])
  await context.setOffline(false)
  await later.goto(address)

  const first = later.getByRole('dialog', { name: 'You and somebody else changed the same' })
  await first.getByRole('radio', { name: 'Take theirs' }).check()
  await first.getByRole('button', { name: 'Save the decision' }).click()
  const next = later.getByRole('dialog', { name: 'Edits in a tab that you closed meet newer ones' })
  await expect(next).toContainText(/Of the (first|second) tab/)
  await next.getByRole('radio', { name: 'Keep mine' }).check()
  await next.getByRole('button', { name: 'Save the decision' }).click()
  await expect(nodeCard(later, 'call')).toContainText(/Of the (first|second) tab/)
  await expect(nodeCard(other, 'call')).toContainText(/Of the (first|second) tab/)
})

test('gives up, or keeps as a new workflow, what closed tabs made and the server refuses', async ({
  page,
  context,
}) => {
  // Five pages are opened, one after the other.
  test.setTimeout(120_000)
  await openNew(page, 'shared-refused', nodes, ['start->call'])
  const address = page.url()
  const tabs = [page, await context.newPage(), await context.newPage()]
  for (const tab of tabs.slice(1)) {
    await tab.goto(address)
    await expect(nodeCard(tab, 'call')).toBeVisible()
  }
  await context.setOffline(true)
  for (const [index, tab] of tabs.entries()) {
    await tab.bringToFront()
    await renameNode(tab, 'call', `Of tab ${index + 1}`)
    await expect(tab.locator('[data-save-state]')).toHaveText('Offline, 1 change kept')
  }
  const later = await context.newPage()
  await Promise.all(tabs.map((tab) => tab.close()))
  await context.setOffline(false)

  // The first of them is on the canvas and saved. What the other two made does not apply to any draft.
  await later.goto('/health')
  const [own] = await later.evaluate(keptEditors)
  await later.route('**/api/trpc/**saveDraft**', (route) => {
    const calls: Record<string, { clientId?: string; operations: object[] }> = route.request().postDataJSON()
    for (const call of Object.values(calls)) {
      if (call.clientId !== undefined && call.clientId !== own)
        call.operations = [{ type: 'removeEdge', edgeId: 'none' }]
    }
    return route.continue({ postData: JSON.stringify(calls) })
  })
  await later.goto(address)
  const question = later.getByRole('alert').filter({ hasText: 'Edits of a tab that you closed cannot be saved here.' })
  await question.getByRole('button', { name: 'Discard them' }).click()
  await expect.poll(() => later.evaluate(keptEditors)).toHaveLength(1)
  await question.getByRole('button', { name: 'Keep mine as a new workflow' }).click()
  await expect(later.getByRole('button', { name: /^shared-refused \(my copy\)/ })).toBeVisible()
  await expect(nodeCard(later, 'call')).toContainText(/Of tab \d/)
  expect(await later.evaluate(keptEditors)).toEqual([])
})

/** The editors whose unsent edits the browser keeps, in the order in which they are taken up. */
function keptEditors(): Promise<IDBValidKey[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('spane-drafts')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('drafts').objectStore('drafts').getAllKeys()
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => {
        opening.result.close()
        resolve(reading.result)
      }
    }
  })
}
