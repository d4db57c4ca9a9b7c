import type { Page } from '@playwright/test'

declare global {
  interface Window {
    recordedStatuses?: Record<string, string[]>
  }
}

/** Notes from now on every state that each node on the canvas is shown in, however briefly. */
export async function recordStatuses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Record<string, string[]> = {}
    window.recordedStatuses = seen
    const note = (element: Element) => {
      const { nodeId, status } = (element as HTMLElement).dataset
      if (nodeId === undefined || status === undefined) return
      seen[nodeId] ??= []
      const states = seen[nodeId]
      if (states.at(-1) !== status) states.push(status)
    }
    new MutationObserver((mutations) => {
      for (const mutation of mutations) note(mutation.target as Element)
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-status'] })
  })
}

/** The states of each node in the order in which they were shown. */
export async function recordedStatuses(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() => window.recordedStatuses ?? {})
}
