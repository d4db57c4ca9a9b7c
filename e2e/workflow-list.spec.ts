import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'

/** Registers workflows without opening them. */
async function register(page: Page, names: readonly string[], type = 'manual-trigger'): Promise<void> {
  for (const name of names) {
    const data = { id: name, name, nodes: [{ id: 'start', type }], edges: [] }
    const response = await page.request.post('/api/workflows', { data })
    expect(response.status(), await response.text()).toBe(201)
  }
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const choose = (page: Page, name: string) => page.getByRole('checkbox', { name: `Choose ${name}` })

test('workflows are found by word and tag, moved into folders by pointer and key, deleted and brought back', async ({
  page,
}, { project }) => {
  const id = `list-${project.name}`
  const [one, two, three] = [`${id}-one`, `${id}-two`, `${id}-three`] as const
  await register(page, [three, two, one])
  await page.goto(`/workflows?q=${id}`)
  await expect(page.getByRole('link', { name: two })).toBeVisible()

  await test.step('a range is chosen with Shift, and tagged with a tag that is new', async () => {
    await choose(page, one).click()
    await choose(page, two).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('group', { name: 'Chosen workflows' })
    await expect(bar).toContainText('2 chosen')
    await bar.getByRole('button', { name: 'Tags…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('New tag').fill(`${id}-tag`)
    await expectNoViolations(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await row(page, one)
      .getByRole('link', { name: `${id}-tag` })
      .click()
    await expect(page).toHaveURL(/tag=/)
    await expect(row(page, two)).toBeVisible()
    await expect(row(page, three)).toHaveCount(0)
  })

  await test.step('a folder is made, and takes one by pointer and one by key', async () => {
    await page.goto('/workflows')
    await page.getByRole('button', { name: 'New folder' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill(`${id}-folder`)
    await page.keyboard.press('Enter')
    const folder = row(page, `${id}-folder`)
    await expect(folder).toContainText('0 workflows')
    await page.getByRole('link', { name: one }).dragTo(folder)
    await expect(folder).toContainText('1 workflow')
    await page.getByRole('link', { name: two }).focus()
    await page.keyboard.press('m')
    // Leaving a window leads back to where the keyboard was.
    await page.keyboard.press('Escape')
    await expect(page.getByRole('link', { name: two })).toBeFocused()
    await page.keyboard.press('m')
    await page.getByRole('dialog').getByRole('combobox').fill(`${id}-fol`)
    await page.keyboard.press('Enter')
    await expect(folder).toContainText('2 workflows')
    await folder.getByRole('link').click()
    await expect(page.getByRole('navigation', { name: 'Folder' })).toContainText(`${id}-folder`)
    await expect(row(page, one)).toBeVisible()
    await expect(row(page, three)).toHaveCount(0)
    await expectNoViolations(page)
  })

  await test.step('what was deleted comes back by Undo, and from the trash', async () => {
    await page.getByRole('checkbox', { name: 'Choose all in the list' }).click()
    await page.getByRole('link', { name: one }).focus()
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByText('2 workflows deleted')).toBeVisible()
    await expect(row(page, one)).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(row(page, one)).toBeVisible()

    await row(page, two)
      .getByRole('button', { name: `Actions for ${two}` })
      .click()
    await page.getByRole('menuitem', { name: 'Tags…' }).press('Enter')
    await expect(page.getByRole('dialog').getByLabel('New tag')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: `Actions for ${two}` })).toBeFocused()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(row(page, two)).toHaveCount(0)
    await page.goto(`/workflows?trash=true&q=${id}`)
    await expect(row(page, two)).toBeVisible()
    await expectNoViolations(page)
    await page.getByRole('button', { name: `Restore ${two}` }).click()
    await expect(page.getByText('No workflow matches')).toBeVisible()
  })

  await test.step('the palette goes to a folder', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(`${id}-fold`)
    await page.getByRole('option', { name: `${id}-folder` }).click()
    await expect(row(page, two)).toBeVisible()
  })
})
