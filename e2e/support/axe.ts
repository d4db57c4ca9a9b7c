import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** All that a theme changes of a page are its colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Everything that axe finds on the page as it stands, in words. Nothing moves meanwhile: half-way through a fade the colours
 * are not the ones.
 * @param within only there: an open menu hides the rest of the page from everyone
 */
export async function expectNoViolations(page: Page, within?: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await findViolations(page, within)).toEqual([])
  await page.emulateMedia({ reducedMotion: null })
}

/** The same in the light theme, and the colours in the dark one, too. */
export async function expectNoViolationsInBothThemes(page: Page, within?: string): Promise<void> {
  await expectNoViolations(page, within)
  const html = page.locator('html')
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expect(html).toContainClass('dark')
  expect(await findViolations(page, within, COLOUR_RULES)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  await expect(html).toContainClass('light')
}

async function findViolations(page: Page, within?: string, rules?: string[]): Promise<string[]> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
  // Legacy: in the page itself. The other way opens a second one for each look, for frames of other origins, and we have none.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (within !== undefined) axe.include(within)
  if (rules !== undefined) axe.withRules(rules)
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`,
  )
}
