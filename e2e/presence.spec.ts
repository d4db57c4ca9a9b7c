import { expect, test } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { nodeCard } from './support/editor.ts'
import { openBeside } from './support/people.ts'
import { openNew } from './support/workflows.ts'

test('shows who else has the workflow open, what they select, and that they left', async ({ page, browser }) => {
  await openNew(page, 'presence', [
    { id: 'start', type: 'manual-trigger' },
    { id: 'wait', type: 'delay', config: { duration: 1_000 } },
  ])
  const others = page.getByRole('list', { name: 'Others in this workflow' }).getByRole('listitem')
  await expect(others).toHaveCount(0)
  {
    await using other = await openBeside(browser, page)
    await expect(others).toHaveCount(1)
    await other.getByRole('button', { name: /change your name/ }).click()
    await other.getByRole('textbox', { name: 'Your name' }).fill('Ann Example')
    await other.keyboard.press('Enter')
    await expect(others.getByRole('img', { name: 'Ann Example' })).toHaveText('AE')

    await nodeCard(other, 'wait').click()
    await expect(nodeCard(page, 'wait').locator('[data-selected-by]')).toHaveAttribute(
      'data-selected-by',
      'Ann Example',
    )
    await expectNoViolations(page)
    await nodeCard(other, 'start').click()
    await expect(nodeCard(page, 'start')).toContainText('Ann Example')
    await expect(nodeCard(page, 'wait').locator('[data-selected-by]')).toHaveCount(0)
  }
  await expect(others).toHaveCount(0)
  await expect(page.getByRole('status', { name: 'Who comes and goes' })).toHaveText('Ann Example left')
})
