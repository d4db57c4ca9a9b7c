import { expect, type Locator, type Page } from '@playwright/test'

/** A node's card on the canvas. */
export function nodeCard(page: Page, nodeId: string): Locator {
  return page.locator(`[data-node-id="${nodeId}"]`)
}

export async function expectStatuses(page: Page, statuses: Record<string, string>): Promise<void> {
  for (const [nodeId, status] of Object.entries(statuses)) {
    await expect(nodeCard(page, nodeId)).toHaveAttribute('data-status', status)
  }
}

/** Creates a workflow from the list, as a person does, and lands in its editor. */
export async function createWorkflow(page: Page, name: string): Promise<void> {
  await page.goto('/workflows')
  await page.getByRole('button', { name: 'New workflow' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page).toHaveURL(/\/workflows\/[^/?]+$/)
  await expect(page.getByRole('button', { name: 'Add the first node' })).toBeVisible()
}

export async function openWorkflow(page: Page, name: string): Promise<void> {
  await page.goto('/workflows')
  const link = await findWorkflow(page, name)
  await link.click()
  await expect(page).toHaveURL(/\/workflows\/[^/?]+$/)
  await expect(page.locator('[data-node-id]').first()).toBeVisible()
}

/** A workflow's link on the list that is open: other journeys make workflows, too, and the list comes in pages. */
export async function findWorkflow(page: Page, name: string): Promise<Locator> {
  const link = page.getByRole('link', { name, exact: true })
  const more = page.getByRole('button', { name: 'Load more', exact: true })
  await expect(async () => {
    if (!(await link.isVisible()) && (await more.isVisible())) await more.click()
    await expect(link).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  return link
}

/** Drags a node type out of the palette to a place on the canvas, given as parts of its width and height. */
export async function dragFromPalette(page: Page, typeName: string, x: number, y: number): Promise<void> {
  const item = page.getByRole('complementary', { name: 'Node palette' }).getByRole('button', { name: typeName })
  // The list of types is longer than the screen is high.
  await item.scrollIntoViewIfNeeded()
  const from = await centerOf(item)
  const canvas = await boxOf(page.locator('.workflow-canvas'))
  const nodes = page.locator('[data-node-id]')
  const before = await nodes.count()
  await drag(page, from, { x: canvas.x + canvas.width * x, y: canvas.y + canvas.height * y })
  // Saving it may bring somebody else's nodes as well.
  await expect.poll(() => nodes.count()).toBeGreaterThan(before)
  // The new node is opened; closing it gives the canvas its width back.
  await page.getByRole('button', { name: 'Close inspector' }).click()
}

/** Drags a wire from an output port onto the body of another node. */
export async function wire(page: Page, sourceId: string, port: string, targetId: string): Promise<void> {
  const handle = nodeCard(page, sourceId).getByRole('img', { name: `Output ${port} of` })
  await drag(page, await centerOf(handle), await centerOf(nodeCard(page, targetId)))
  await expect(page.locator(`[data-edge-id][data-source="${sourceId}"][data-target="${targetId}"]`)).toHaveCount(1)
}

/** Opens a node's inspector and returns it. */
export async function inspect(page: Page, nodeId: string): Promise<Locator> {
  await nodeCard(page, nodeId).dblclick()
  return page.getByRole('complementary', { name: 'Inspector' })
}

export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved')
}

/** Types the input of the run and starts it. */
export async function runWithInput(page: Page, input: unknown): Promise<void> {
  await page.getByRole('button', { name: 'Input of the run' }).click()
  const popover = page.getByRole('dialog', { name: 'Input of the run' })
  await popover.getByLabel('Input', { exact: true }).fill(JSON.stringify(input))
  await popover.getByRole('button', { name: 'Run with this input' }).click()
}

export async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
}

/** Waits until the run over the canvas is in this state. */
export async function expectRunStatus(page: Page, status: string): Promise<void> {
  const shown = page.getByRole('group', { name: 'Run shown' })
  await expect(shown).toHaveAttribute('data-execution-status', status, { timeout: 20_000 })
}

/** Drags from one point of the screen to another, in steps, as a hand does. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 })
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}

export interface Point {
  x: number
  y: number
}

/** Where an element is once it stands still: the canvas glides when it is fitted or makes room. */
export async function boxOf(locator: Locator): Promise<Point & { width: number; height: number }> {
  await expect(locator).toBeVisible()
  let last = await locator.boundingBox()
  await expect(async () => {
    const before = last
    last = await locator.boundingBox()
    expect(last).toEqual(before)
  }).toPass({ intervals: [100] })
  if (!last) throw new Error('The element is not on the screen')
  return last
}

export async function centerOf(locator: Locator): Promise<Point> {
  const box = await boxOf(locator)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Publishes what is on the canvas, with a note if there is one to give. */
export async function publishDraft(page: Page, note = ''): Promise<void> {
  await page.getByRole('button', { name: /^Publish( changes)?$/ }).click()
  const form = page.getByRole('dialog', { name: 'Publish' })
  await form.getByLabel('Note').fill(note)
  await form.getByRole('button', { name: 'Publish this draft' }).click()
  await expect(page.getByRole('button', { name: /^Published · version/ })).toBeVisible()
}
