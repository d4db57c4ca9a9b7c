import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { expectStatuses, openWorkflow, run } from './support/editor.ts'

// The pictures of the README. Written only when asked for, so that a test run leaves the repository as it was.
test.describe('pictures', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(() => {
      test.use({ colorScheme, deviceScaleFactor: 2 })
      test(`the canvas in the ${colorScheme} theme shows a run in the middle of it`, async ({ page }) => {
        await openWorkflow(page, 'Parallel branches')
        await run(page)
        await expectStatuses(page, { 'reserve-stock': 'completed', 'charge-card': 'running' })
        await expect(page.getByRole('group', { name: 'Run shown' })).toBeVisible()
        if (process.env.SPANE_SCREENSHOTS !== '1') return
        const path = fileURLToPath(new URL(`../docs/images/canvas-${colorScheme}.png`, import.meta.url))
        await page.screenshot({ path })
      })
    })
  }
})
