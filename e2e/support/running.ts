import { expect, type Page } from '@playwright/test'
import { nodeCard } from './editor.ts'

async function call<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const response = await page.request.post(`/api/trpc/${procedure}`, { data: input })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()).result.data as T
}

/** Makes a workflow with one long node. */
export async function createLong(
  page: Page,
  name: string,
  durationMs: number,
): Promise<{ workflowId: string; revision: number }> {
  const { workflow } = await call<{ workflow: { id: string } }>(page, 'workflows.create', { name })
  const { revision } = await call<{ revision: number }>(page, 'workflows.saveDraft', {
    id: workflow.id,
    baseRevision: 1,
    operations: [
      { type: 'addNode', node: { id: 'start', type: 'manual-trigger', config: {} } },
      { type: 'addNode', node: { id: 'work', type: 'simulate', config: { durationMs } } },
      { type: 'addEdge', edge: { id: 'e', source: 'start', sourcePort: 'main', target: 'work', targetPort: 'main' } },
    ],
  })
  return { workflowId: workflow.id, revision }
}

/** Starts a workflow with one long node and opens its execution once the node runs. */
export async function openRunning(page: Page, name: string, durationMs: number): Promise<string> {
  const { workflowId, revision } = await createLong(page, name, durationMs)
  const { executionId } = await call<{ executionId: string }>(page, 'workflows.run', {
    id: workflowId,
    revision,
    input: '',
  })
  await page.goto(`/executions/${executionId}`)
  await expect(nodeCard(page, 'work')).toHaveAttribute('data-status', 'running')
  return executionId
}
