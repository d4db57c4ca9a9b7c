import { expect, type Page, test } from '@playwright/test'
import { boxOf, centerOf, createWorkflow, drag, expectSaved, nodeCard } from './support/editor.ts'
import { edgesOf, openNew } from './support/workflows.ts'

const LINE = [
  { id: 'start', type: 'manual-trigger' },
  { id: 'a', type: 'transform' },
  { id: 'b', type: 'transform' },
]

/** Where an edge's end is picked up: beside the port, because the port itself starts a new wire. */
async function edgeEnd(page: Page, edge: string, end: 'source' | 'target') {
  const [source, target] = edge.split('->')
  const group = page.locator('.react-flow__edge', {
    has: page.locator(`[data-source="${source}"][data-target="${target}"]`),
  })
  return centerOf(group.locator(`.react-flow__edgeupdater-${end}`))
}

/** On the straight edge between two nodes that stand in a row. */
async function between(page: Page, leftId: string, rightId: string) {
  const [left, right] = [await boxOf(nodeCard(page, leftId)), await boxOf(nodeCard(page, rightId))]
  return { x: (left.x + left.width + right.x) / 2, y: left.y + left.height / 2 }
}

const picker = (page: Page) => page.getByRole('dialog', { name: 'Add a node' })
const option = (page: Page, name: string) => page.getByRole('option', { name }).first()

test('the picker opens from keys, +, an edge, a dropped wire and the menu, and remembers', async ({ page }, {
  project,
}) => {
  await openNew(page, `picker-${project.name}`, LINE, ['start->a'])
  await page.getByRole('button', { name: 'Fit to view' }).click()

  // From the + of a free output: the node comes connected.
  await page.getByRole('button', { name: 'Add a node after a, output main' }).click()
  await expect(page.getByRole('combobox', { name: 'Search node types' })).toBeFocused()
  await page.keyboard.type('dela')
  await page.keyboard.press('Enter')
  await expect(nodeCard(page, 'delay')).toBeVisible()
  expect(await edgesOf(page)).toEqual(['a->delay', 'start->a'])
  await page.getByRole('button', { name: 'Close inspector' }).click()

  // In the middle of an edge.
  const middle = await between(page, 'start', 'a')
  await page.mouse.move(middle.x, middle.y, { steps: 3 })
  await page.getByRole('button', { name: 'Add a node here' }).click()
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText([/^Delay/])
  await page.keyboard.type('merge')
  await page.keyboard.press('Enter')
  await expect.poll(() => edgesOf(page)).toEqual(['a->delay', 'merge->a', 'start->merge'])
  await page.getByRole('button', { name: 'Close inspector' }).click()

  // After a node of a type, what follows that type elsewhere is suggested first.
  await nodeCard(page, 'b').click()
  await page.getByRole('button', { name: 'Close inspector' }).click()
  await page.keyboard.press('n')
  await expect(page.getByRole('group', { name: 'Suggested' }).getByRole('option').first()).toHaveText(/^Delay/)
  await page.keyboard.press('Escape')
  await expect(picker(page)).toBeHidden()
  await expect(nodeCard(page, 'b')).toBeFocused()

  // A wire that is let go over nothing.
  const canvas = await boxOf(page.locator('.workflow-canvas'))
  const handle = nodeCard(page, 'b').getByRole('img', { name: 'Output main of' })
  await drag(page, await centerOf(handle), { x: canvas.x + canvas.width * 0.6, y: canvas.y + canvas.height * 0.85 })
  await option(page, 'HTTP request').click()
  await expect.poll(() => edgesOf(page)).toContain('b->http')
  await page.getByRole('button', { name: 'Close inspector' }).click()

  // From the menu of the pane, near the corner: the list stays on the screen.
  await page.mouse.click(canvas.x + canvas.width - 20, canvas.y + canvas.height - 130, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Add a node' }).click()
  const box = await boxOf(picker(page))
  expect(box.x + box.width).toBeLessThanOrEqual(1280)
  expect(box.y + box.height).toBeLessThanOrEqual(800)
  await page.keyboard.press('Escape')
  await expectSaved(page)
})

test('a node is dragged out of the palette onto an edge', async ({ page }, { project }) => {
  await openNew(page, `palette-${project.name}`, LINE, ['start->a', 'a->b'])
  const typeAt = (name: string) =>
    centerOf(page.getByRole('complementary', { name: 'Node palette' }).getByRole('button', { name }))
  const edge = await between(page, 'a', 'b')
  const hint = page.getByText('Put into the edge')
  // A trigger could not carry it on; Esc puts a node back.
  for (const [name, isTaken] of [
    ['Webhook', false],
    ['Delay', true],
  ] as const) {
    const from = await typeAt(name)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(edge.x, edge.y, { steps: 6 })
    // In the palette, and in the hand.
    await expect(page.getByText(name, { exact: true })).toHaveCount(2)
    await expect(hint).toHaveCount(isTaken ? 1 : 0)
    await page.keyboard.press('Escape')
    await page.mouse.up()
  }
  await expect(page.locator('[data-node-id]')).toHaveCount(3)
  await drag(page, await typeAt('Delay'), edge)
  await expect.poll(() => edgesOf(page)).toEqual(['a->delay', 'delay->b', 'start->a'])
  await expect(nodeCard(page, 'delay')).toBeFocused()
  // One gesture, one undo: the node, its edges, and the room that was made for it.
  await page.keyboard.press('Control+z')
  await expect.poll(() => edgesOf(page)).toEqual(['a->b', 'start->a'])
})

test('the end of an edge is picked up and dropped on another node, where that is allowed', async ({ page }, {
  project,
}) => {
  const nodes = [
    ...LINE,
    {
      id: 'c',
      type: 'if',
      config: { conditions: [{ left: '{{ input.open }}', operator: 'is-true' }] },
      position: { x: 608, y: 208 },
    },
  ]
  await openNew(page, `rewire-${project.name}`, nodes, ['start->a', 'a->b'])
  await page.getByRole('button', { name: 'Fit to view' }).click()

  await drag(page, await edgeEnd(page, 'start->a', 'target'), await centerOf(nodeCard(page, 'c')))
  await expect.poll(() => edgesOf(page)).toEqual(['a->b', 'start->c'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => edgesOf(page)).toEqual(['a->b', 'start->a'])

  // The other end, too.
  await drag(page, await edgeEnd(page, 'a->b', 'source'), await centerOf(nodeCard(page, 'start')))
  await expect.poll(() => edgesOf(page)).toEqual(['start->a', 'start->b'])

  // Refused while it is dragged, with the reason; over nothing the edge stays.
  const end = await edgeEnd(page, 'start->b', 'target')
  await page.mouse.move(end.x, end.y)
  await page.mouse.down()
  const target = await centerOf(nodeCard(page, 'a'))
  await page.mouse.move(target.x, target.y, { steps: 10 })
  await expect(page.getByText('These are already connected')).toBeVisible()
  await page.mouse.move(target.x, target.y + 220, { steps: 5 })
  await expect(page.getByText('Leave the edge as it is')).toBeVisible()
  await page.mouse.up()
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)
  expect(await edgesOf(page)).toEqual(['start->a', 'start->b'])
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // Nothing feeds a trigger; and a node is a target down to its last pixel.
  const output = await centerOf(nodeCard(page, 'b').getByRole('img', { name: 'Output main of' }))
  const trigger = await centerOf(nodeCard(page, 'start'))
  await page.mouse.move(output.x, output.y)
  await page.mouse.down()
  await page.mouse.move(trigger.x, trigger.y, { steps: 10 })
  await expect(page.getByText('This node has no input')).toBeVisible()
  const body = await boxOf(nodeCard(page, 'c'))
  await page.mouse.move(body.x + body.width - 20, body.y + body.height - 3, { steps: 5 })
  await expect(page.getByText('Connect', { exact: true })).toBeVisible()
  await page.mouse.up()
  await expect.poll(() => edgesOf(page)).toEqual(['b->c', 'start->a', 'start->b'])
})

test('ports are named where there are several, and the error port is there when it is used', async ({ page }) => {
  await createWorkflow(page, 'Ports')
  await page.getByRole('button', { name: 'Add the first node' }).click()
  await expect(page.getByRole('group', { name: 'Suggested' })).toContainText('Manual trigger')
  await page.keyboard.type('if')
  await page.keyboard.press('Enter')
  const card = nodeCard(page, 'if')
  await expect(card.getByRole('img', { name: 'Output True of If' })).toBeVisible()
  await expect(card.getByText('False', { exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByLabel('When it fails for good').click()
  await page.getByRole('option', { name: /Use the error port/ }).click()
  await expect(card.getByRole('img', { name: 'Output error of If' })).toBeVisible()
})
