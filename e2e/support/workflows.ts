import { expect, type Page } from '@playwright/test'

interface ApiNode {
  id: string
  type: string
  name?: string
  config?: Record<string, unknown>
  position?: { x: number; y: number }
}

/**
 * Registers a workflow through the API and opens its editor. Edges are written `a->b`, or `a:port->b`; nodes stand
 * where they are put, or in a row.
 */
export async function openNew(page: Page, id: string, nodes: ApiNode[], edges: string[] = []): Promise<void> {
  const body = {
    id,
    name: id,
    nodes: nodes.map((node, index) => ({ position: { x: index * 304, y: 0 }, ...node })),
    edges: edges.map((edge) => {
      const [from = '', target = ''] = edge.split('->')
      const [source = '', sourcePort = 'main'] = from.split(':')
      return { source, sourcePort, target }
    }),
  }
  const response = await page.request.post('/api/workflows', { data: body })
  expect(response.status(), await response.text()).toBe(201)
  await page.goto(`/workflows/${id}`)
  await expect(page.locator('[data-node-id]').first()).toBeVisible()
}

/** The edges on the canvas as `a->b`, sorted. */
export async function edgesOf(page: Page): Promise<string[]> {
  const ends = await page
    .locator('[data-edge-id]')
    .evaluateAll((edges) => edges.map(({ dataset }) => `${dataset.source}->${dataset.target}`))
  return ends.sort()
}
