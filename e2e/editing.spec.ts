import { expect, type Page, test } from '@playwright/test'
import { expectNoViolationsInBothThemes } from './support/axe.ts'
import { boxOf, centerOf, drag, expectRunStatus, expectSaved, nodeCard, run } from './support/editor.ts'
import { edgesOf, openNew } from './support/workflows.ts'

const fields = (name: string, value: string) => ({ fields: [{ name, value }] })
const NODES = [
  { id: 'start', type: 'manual-trigger' },
  { id: 'double', type: 'transform', config: fields('n', '{{ 2 }}') },
  { id: 'show', type: 'transform', name: 'Show it', config: fields('n', '{{ input.n }}') },
]
const EDGES = ['start->double', 'double->show']

const select = async (page: Page, ...ids: string[]) => {
  for (const [index, id] of ids.entries()) {
    await nodeCard(page, id).click({ modifiers: index === 0 ? [] : ['Shift'] })
    if (index === 0) await page.keyboard.press('Escape')
  }
}
const undo = (page: Page) => page.keyboard.press('Control+z')
const ids = (page: Page) =>
  page.locator('[data-node-id]').evaluateAll((cards) => cards.map(({ dataset }) => dataset.nodeId ?? '').sort())
const note = (page: Page) => page.locator('[data-note-id]')
const group = (page: Page) => page.locator('[data-group-id]')

test('a disabled node passes its input on, in the run and in looks', async ({ page }, { project }) => {
  await openNew(page, `disable-${project.name}`, NODES, EDGES)
  await select(page, 'double')
  await page.keyboard.press('d')
  await expect(nodeCard(page, 'double')).toHaveAccessibleName(/disabled/)
  await run(page)
  await expectRunStatus(page, 'completed')
  await expect(nodeCard(page, 'double')).toContainText('Passed its input on')
  await nodeCard(page, 'double').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Enable' }).click()
  await expect(nodeCard(page, 'double')).not.toHaveAccessibleName(/disabled/)
  await undo(page)
  await expect(nodeCard(page, 'double')).toHaveAccessibleName(/disabled/)
})

test('the type is replaced: id, edges and a given name stay, one undo takes it back', async ({ page }, { project }) => {
  await openNew(page, `replace-${project.name}`, NODES, EDGES)
  await select(page, 'show')
  await page.keyboard.press('r')
  await page.getByRole('dialog', { name: 'Replace the node' }).waitFor()
  await page.keyboard.type('delay')
  await page.keyboard.press('Enter')
  await expect(nodeCard(page, 'show')).toHaveAttribute('data-node-type', 'delay')
  await expect(nodeCard(page, 'show')).toContainText('Show it')
  expect(await edgesOf(page)).toEqual(['double->show', 'start->double'])
  await undo(page)
  await expect(nodeCard(page, 'show')).toHaveAttribute('data-node-type', 'transform')
})

test('copies, cuts, pastes and duplicates, and says when the clipboard holds no workflow', async ({ page, context }, {
  project,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openNew(page, `paste-${project.name}`, NODES, EDGES)
  await select(page, 'double', 'show')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect.poll(() => ids(page)).toEqual(['double', 'double-2', 'show', 'show-2', 'start'])
  expect(await edgesOf(page)).toContain('double-2->show-2')
  await undo(page)
  await expect.poll(() => ids(page)).toEqual(['double', 'show', 'start'])

  await select(page, 'show')
  await page.keyboard.press('Control+x')
  await expect.poll(() => ids(page)).toEqual(['double', 'start'])
  await page.keyboard.press('Control+v')
  await expect.poll(() => ids(page)).toEqual(['double', 'show', 'start'])
  await page.keyboard.press('Control+d')
  await expect.poll(() => ids(page)).toEqual(['double', 'show', 'show-2', 'start'])
  // Keys are about the copy from then on.
  await expect(nodeCard(page, 'show-2')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect.poll(() => ids(page)).toEqual(['double', 'show', 'start'])
  await undo(page)

  // A workflow of another instance, in its list form, through the menu.
  const foreign = {
    id: 'x',
    name: 'X',
    nodes: [
      { id: 'far', type: 'http', outputs: ['away'] },
      { id: 'away', type: 'delay', inputs: ['far'] },
    ],
  }
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(foreign))
  const pane = await boxOf(page.locator('.workflow-canvas'))
  await page.mouse.click(pane.x + 60, pane.y + pane.height - 140, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Paste' }).click()
  await expect.poll(() => edgesOf(page)).toContain('far->away')
  await page.keyboard.press('Control+a')
  await expect(page.locator('[data-node-id][data-selected]')).toHaveCount(6)

  await page.evaluate(() => navigator.clipboard.writeText('{"nodes":[{"id":7}]}'))
  await page.keyboard.press('Control+v')
  await expect(page.getByText('Nothing was pasted')).toBeVisible()
  await expect(page.getByText(/"nodes\[0\]\.id"/)).toBeVisible()
  await expectSaved(page)
})

test('deleting heals a chain; tidying, moving and renaming are one undo each', async ({ page }, { project }) => {
  const scattered = NODES.map((node, index) => ({ ...node, position: { x: index * 100, y: index * 160 } }))
  await openNew(page, `undo-${project.name}`, scattered, EDGES)
  await select(page, 'double')
  await page.keyboard.press('Delete')
  await expect.poll(() => edgesOf(page)).toEqual(['start->show'])
  await undo(page)
  await expect.poll(() => edgesOf(page)).toEqual(['double->show', 'start->double'])

  const top = async (id: string) => (await boxOf(nodeCard(page, id))).y
  await page.keyboard.press('Shift+Alt+T')
  await expect.poll(async () => (await top('show')) - (await top('start'))).toBe(0)
  await undo(page)
  await expect.poll(async () => (await top('show')) - (await top('start'))).toBeGreaterThan(100)

  const before = await boxOf(nodeCard(page, 'show'))
  await drag(page, await centerOf(nodeCard(page, 'show')), { x: before.x + 260, y: before.y + 70 })
  expect((await boxOf(nodeCard(page, 'show'))).x).toBeGreaterThan(before.x + 50)
  await undo(page)
  expect((await boxOf(nodeCard(page, 'show'))).x).toBeCloseTo(before.x, 0)

  await nodeCard(page, 'show').focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Seen')
  await page.keyboard.press('Enter')
  await expect(nodeCard(page, 'show')).toContainText('Seen')
  await undo(page)
  await expect(nodeCard(page, 'show')).toContainText('Show it')
  await page.keyboard.press('Control+Shift+z')
  await expect(nodeCard(page, 'show')).toContainText('Seen')
})

test('guides show while what is dragged stands in line, on the grid', async ({ page }, { project }) => {
  await openNew(page, `guides-${project.name}`, [
    NODES[0],
    { ...NODES[1], position: { x: 320, y: 240 } },
  ] as typeof NODES)
  const [still, moved] = [await boxOf(nodeCard(page, 'start')), await centerOf(nodeCard(page, 'double'))]
  await page.mouse.move(moved.x, moved.y)
  await page.mouse.down()
  await page.mouse.move(moved.x, moved.y - 4)
  await page.mouse.move(moved.x, still.y + still.height / 2, { steps: 8 })
  await expect(page.locator('[data-guide="horizontal"]').first()).toBeAttached()
  await page.mouse.up()
  await expect(page.locator('[data-guide]')).toHaveCount(0)
  expect((await boxOf(nodeCard(page, 'double'))).y).toBeCloseTo(still.y, 0)
})

test('a node joins the group that it is dropped in and leaves it again, one undo each; with Alt it only moves', async ({
  page,
}, { project }) => {
  await openNew(page, `regroup-${project.name}`, NODES, EDGES)
  await select(page, 'double', 'show')
  await page.keyboard.press('Control+g')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  const has = (count: number) => expect(group(page)).toHaveAccessibleName(new RegExp(`, ${count} nodes?, unfolded`))
  await has(2)
  const home = await centerOf(nodeCard(page, 'start'))
  const frame = await boxOf(group(page))
  const inside = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 }
  await drag(page, home, inside)
  await has(3)
  await undo(page)
  await has(2)
  await expect.poll(async () => (await centerOf(nodeCard(page, 'start'))).x).toBeCloseTo(home.x, 0)
  await page.keyboard.down('Alt')
  await drag(page, home, inside)
  await page.keyboard.up('Alt')
  await expect.poll(async () => (await centerOf(nodeCard(page, 'start'))).x).toBeGreaterThan(home.x + 40)
  await has(2)
  await undo(page)
  const show = await centerOf(nodeCard(page, 'show'))
  await drag(page, show, { x: show.x, y: show.y + 260 })
  await has(1)
  await undo(page)
  await has(2)
})

test('a field is changed and a node disabled in the settings, one undo each', async ({ page }, { project }) => {
  await openNew(page, `switch-${project.name}`, NODES, EDGES)
  await nodeCard(page, 'double').dblclick()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('tab', { name: 'Settings' }).click()
  const retries = inspector.getByLabel('Retries')
  await retries.click()
  await retries.pressSequentially('12')
  await inspector.getByRole('switch', { name: 'Disabled' }).click()
  await expect(nodeCard(page, 'double')).toHaveAccessibleName(/disabled/)
  await nodeCard(page, 'double').focus()
  await undo(page)
  await expect(nodeCard(page, 'double')).not.toHaveAccessibleName(/disabled/)
  await expect(retries).toHaveValue('12')
  await undo(page)
  await expect(retries).toHaveValue('')
})

test('notes are written in Markdown without danger, moved and undone; groups fold, move and come apart', async ({
  page,
}, { project }) => {
  await openNew(page, `sheets-${project.name}`, NODES, EDGES)
  await page.locator('.workflow-canvas').click({ position: { x: 300, y: 60 } })
  await page.keyboard.press('s')
  await page
    .getByLabel('Text of the note')
    .fill('# Why\n\n- **one** [link](javascript:alert(1))\n\n<img src=x onerror=alert(1)>')
  await page.keyboard.press('Escape')
  await expect(note(page).getByRole('heading', { name: 'Why' })).toBeVisible()
  await expect(note(page)).toHaveAccessibleName('Note: Why')
  expect(await note(page).locator('img, a[href^="javascript"]').count()).toBe(0)
  const place = await boxOf(note(page))
  await drag(page, { x: place.x + 100, y: place.y + place.height - 10 }, { x: place.x + 180, y: place.y + 130 })
  expect((await boxOf(note(page))).x).toBeGreaterThan(place.x + 40)

  await select(page, 'double', 'show')
  await page.keyboard.press('Control+g')
  await page.getByLabel('Group name').fill('Maths')
  await page.keyboard.press('Enter')
  await expect(group(page)).toHaveAccessibleName('Maths, 2 nodes, unfolded')
  const at = await boxOf(nodeCard(page, 'show'))
  const header = await boxOf(group(page))
  await drag(
    page,
    { x: header.x + header.width / 2, y: header.y + 8 },
    { x: header.x + header.width / 2, y: header.y - 90 },
  )
  await expect.poll(async () => (await boxOf(nodeCard(page, 'show'))).y).toBeLessThan(at.y - 60)
  await undo(page)
  await expect.poll(async () => (await boxOf(nodeCard(page, 'show'))).y).toBeCloseTo(at.y, 0)
  await expectNoViolationsInBothThemes(page)

  await group(page).getByRole('button', { name: 'Fold the group' }).click()
  await expect(nodeCard(page, 'double')).toHaveCount(0)
  await expect.poll(() => edgesOf(page)).toEqual(['start->double'])
  await run(page)
  await expectRunStatus(page, 'completed')
  await expect(page.locator('.group-frame')).toContainText('2 of 2 completed')
  await expectNoViolationsInBothThemes(page)
  await expectSaved(page)
  await page.reload()
  await expect(group(page)).toHaveAccessibleName('Maths, 2 nodes, folded')
  await expect(note(page).getByRole('heading', { name: 'Why' })).toBeVisible()
  await group(page).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Take the group apart' }).click()
  await expect(nodeCard(page, 'double')).toBeVisible()
  await expect(group(page)).toHaveCount(0)
})

test('the palette finds actions, nodes, pages and workflows; the help lists the keys', async ({ page }, {
  project,
}) => {
  await openNew(page, `find-${project.name}`, NODES, EDGES)
  await nodeCard(page, 'start').focus()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find anything' })
  await expect(palette.getByRole('option', { name: 'Tidy up' })).toBeVisible()
  await expectNoViolationsInBothThemes(page)
  await page.keyboard.type('show it')
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(nodeCard(page, 'show')).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Replace the type')
  await expectNoViolationsInBothThemes(page)
  await page.keyboard.press('Escape')
  await nodeCard(page, 'show').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Connect to' })).toBeVisible()
  await expectNoViolationsInBothThemes(page, '[role="menu"]')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('dead let')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/dead-letters/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`find-${project.name}`)
  await page.getByRole('option', { name: `find-${project.name}` }).click()
  await expect(page).toHaveURL(/workflows\/find-/)
})

test('pane, edge and selection have a menu of their own, by pointer and by keys', async ({ page }, { project }) => {
  await openNew(page, `menus-${project.name}`, NODES, EDGES)
  const menu = page.getByRole('menu')
  const item = (name: string) => menu.getByRole('menuitem', { name })
  const canvas = await boxOf(page.locator('.workflow-canvas'))
  await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height - 120, { button: 'right' })
  await item('Add a note').click()
  await expect(note(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await undo(page)
  await expect(note(page)).toHaveCount(0)

  const edge = page.locator('[data-edge-id][data-source="double"]')
  const [from, to] = [await centerOf(nodeCard(page, 'double')), await centerOf(nodeCard(page, 'show'))]
  await page.mouse.move((from.x + to.x) / 2, from.y)
  // They lie under the pointer by then, and are a part of the edge.
  await expect(page.getByRole('button', { name: 'Delete edge' })).toBeVisible()
  await page.mouse.click((from.x + to.x) / 2, from.y, { button: 'right' })
  await expect(item('Lead to another node …')).toBeVisible()
  await page.keyboard.press('Escape')
  // The same by the menu key, on the edge that has the focus.
  await page.locator('.react-flow__edge').filter({ has: edge }).focus()
  await page.keyboard.press('Shift+F10')
  await expect(item('Lead to another node …')).toBeVisible()
  await item('Delete').press('Enter')
  await expect.poll(() => edgesOf(page)).toEqual(['start->double'])
  await undo(page)
  await expect.poll(() => edgesOf(page)).toEqual(['double->show', 'start->double'])

  // A box around two of them; what is in it is still there for the pointer.
  const corner = await boxOf(nodeCard(page, 'double'))
  await drag(page, { x: corner.x - 20, y: corner.y - 40 }, await centerOf(nodeCard(page, 'show')))
  await expect(page.locator('[data-node-id][data-selected]')).toHaveCount(2)
  await nodeCard(page, 'show').click({ button: 'right' })
  await expect(item('Group')).toBeVisible()
  await page.keyboard.press('Escape')
  // With the focus nowhere the menu key is about them, too; with nothing selected about the pane.
  await page.keyboard.press('Shift+F10')
  await expect(item('Duplicate')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-node-id][data-selected]')).toHaveCount(0)
  await page.keyboard.press('Shift+F10')
  await expect(item('Add a note')).toBeVisible()
  await page.keyboard.press('Escape')
  await select(page, 'double', 'show')
  await nodeCard(page, 'double').focus()
  await page.keyboard.press('Shift+F10')
  await item('Group').press('Enter')
  await expect(group(page)).toHaveCount(1)
})

test('the view is moved by wheel, middle button, Space, keys and the map', async ({ page }, { project }) => {
  await openNew(page, `view-${project.name}`, NODES, EDGES)
  const start = nodeCard(page, 'start')
  const zoom = page.getByRole('button', { name: /^Zoom \d+ %/ })
  const canvas = await boxOf(page.locator('.workflow-canvas'))
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height * 0.75 }
  /** How far the nodes went, and that none of it was an edit. */
  const shiftOf = async (move: () => Promise<unknown>) => {
    const before = await boxOf(start)
    await move()
    await expect.poll(async () => (await boxOf(start)).x).not.toBe(before.x)
    const after = await boxOf(start)
    return { x: Math.round(after.x - before.x), y: Math.round(after.y - before.y) }
  }
  const pull = async (button: 'left' | 'middle') => {
    await page.mouse.down({ button })
    await page.mouse.move(middle.x + 60, middle.y - 40, { steps: 4 })
    await page.mouse.up({ button })
    await page.mouse.move(middle.x, middle.y)
  }
  await page.mouse.move(middle.x, middle.y)
  // Two fingers on a pad are a wheel with both ways.
  expect((await shiftOf(() => page.mouse.wheel(80, 0))).x).toBeLessThan(0)
  expect(await shiftOf(() => pull('middle'))).toEqual({ x: 60, y: -40 })
  await start.focus()
  await page.keyboard.down('Space')
  expect(await shiftOf(() => pull('left'))).toEqual({ x: 60, y: -40 })
  await page.keyboard.up('Space')
  await expect(page.getByLabel('Node name')).toHaveCount(0)

  await page.keyboard.down('Control')
  await page.mouse.wheel(0, 200)
  await page.keyboard.up('Control')
  await expect(zoom).not.toHaveText('100 %')
  await page.keyboard.press('0')
  await expect(zoom).toHaveText('100 %')
  await page.keyboard.press('-')
  await expect(zoom).toHaveText('83 %')
  await page.keyboard.press('+')
  await expect(zoom).toHaveText('100 %')
  await page.getByRole('img', { name: 'Map of the workflow' }).click({ position: { x: 2, y: 48 } })
  await expect(start).toBeInViewport()
  expect((await shiftOf(() => page.keyboard.press('1'))).x).not.toBe(0)
  await expect(nodeCard(page, 'show')).toBeInViewport({ ratio: 1 })
  await start.focus()
  await page.keyboard.press('d')
  await page.keyboard.press('Control+s')
  await expectSaved(page)
  await page.reload()
  await expect(start).toHaveAccessibleName(/disabled/)
})
