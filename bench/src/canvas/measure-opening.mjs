/**
 * Milliseconds from a key or click to the frame that shows what it opens: the picker of node types, and the inspector.
 * @param {import('@playwright/test').Browser} browser
 */
export async function measureOpening(browser, url, nodes) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  try {
    await page.goto(`${url}/?editor=ours&nodes=${nodes}`)
    await page.waitForFunction(() => window.bench !== undefined)
    await page.evaluate(() => window.bench.interactiveAt)
    // Where a person would: near enough to read.
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('0')
    await page.waitForTimeout(600)
    const picker = await timeUntil(page, '[role="listbox"][aria-label="Node types"]', 'keydown', () =>
      page.keyboard.press('n'),
    )
    await page.keyboard.press('Escape')
    await page.waitForTimeout(400)
    const card = page.locator('.node-card').nth(12)
    const inspector = await timeUntil(page, '[aria-label="Inspector"]', 'click', () => card.click())
    return { picker, inspector }
  } finally {
    await context.close()
  }
}

/** The clock is the page's: from the event to the first frame after the element is there. */
async function timeUntil(page, selector, event, act) {
  await page.evaluate(
    ([wanted, name]) => {
      window.shownAfter = new Promise((resolve) => {
        const onEvent = (happened) => {
          const look = () => {
            if (!document.querySelector(wanted)) return requestAnimationFrame(look)
            requestAnimationFrame(() => resolve(performance.now() - happened.timeStamp))
          }
          look()
        }
        window.addEventListener(name, onEvent, { capture: true, once: true })
      })
    },
    [selector, event],
  )
  await act()
  return page.evaluate(() => window.shownAfter)
}
