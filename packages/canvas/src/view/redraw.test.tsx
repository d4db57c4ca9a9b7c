// @vitest-environment happy-dom
import { applyEvents, type ExecutionView, emptyExecutionView } from '@spane/realtime'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { testNode, testTypes, testWorkflow } from '../edit/scene.fixture.ts'
import type { RunOverlay } from '../editor-props.ts'
import { WorkflowEditor } from '../workflow-editor.tsx'

// Every drawing of a card or an edge reads its facts once.
const drawn = vi.hoisted(() => ({ cards: [] as string[], edges: [] as string[] }))
vi.mock('./use-card-facts.ts', async (importOriginal) => {
  const { useCardFacts } = await importOriginal<typeof import('./use-card-facts.ts')>()
  return {
    useCardFacts: (id: string) => {
      drawn.cards.push(id)
      return useCardFacts(id)
    },
  }
})
vi.mock('./use-edge-facts.ts', async (importOriginal) => {
  const { useEdgeFacts } = await importOriginal<typeof import('./use-edge-facts.ts')>()
  return {
    useEdgeFacts: (id: string) => {
      drawn.edges.push(id)
      return useEdgeFacts(id)
    },
  }
})

const COUNT = 20
const ids = Array.from({ length: COUNT }, (_, index) => `n${index}`)
const workflow = testWorkflow(
  ids.map((id, index) => testNode(id, index * 304, 0)),
  ids.slice(1).map((id, index) => `n${index}->${id}`),
)

let root: Root
let host: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(async () => {
  await act(async () => root.unmount())
  host.remove()
  vi.unstubAllGlobals()
})

/** Shows the workflow with a run, and returns which cards and edges that drew. */
async function show(view: ExecutionView) {
  drawn.cards.length = 0
  drawn.edges.length = 0
  const run: RunOverlay = { executionId: 'run', view, versionLabel: 'Version 1' }
  await act(async () => root.render(<WorkflowEditor workflow={workflow} nodeTypes={testTypes} run={run} />))
  return { cards: [...new Set(drawn.cards)].sort(), edges: [...new Set(drawn.edges)].sort() }
}

const AT = '2026-01-01T00:00:00.000Z'

// The whole editor is drawn, which takes a while on a busy machine.
describe('a change of a state', { timeout: 30_000 }, () => {
  it('draws its node and its edges again, and no others', async () => {
    const started = applyEvents(emptyExecutionView(), [
      { type: 'execution', seq: 1, at: AT, status: 'running', reason: 'started' },
      { type: 'node', seq: 2, at: AT, nodeId: 'n4', status: 'completed', attempt: 1, delivered: ['n4->n5'] },
    ])
    const first = await show(started)
    expect(first.cards).toHaveLength(COUNT)
    expect(first.edges).toHaveLength(COUNT - 1)

    const running = applyEvents(started, [
      { type: 'node', seq: 3, at: AT, nodeId: 'n5', status: 'running', attempt: 1 },
    ])
    expect(await show(running)).toEqual({ cards: ['n5'], edges: ['n4->n5'] })
    expect(host.querySelector('[data-node-id="n5"]')?.getAttribute('data-status')).toBe('running')

    const completed = applyEvents(running, [
      { type: 'node', seq: 4, at: AT, nodeId: 'n5', status: 'completed', attempt: 1, delivered: ['n5->n6'] },
    ])
    expect(await show(completed)).toEqual({ cards: ['n5'], edges: ['n4->n5', 'n5->n6'] })
  })

  it('draws nothing again when another view says the same', async () => {
    const view = applyEvents(emptyExecutionView(), [
      { type: 'execution', seq: 1, at: AT, status: 'running', reason: 'started' },
    ])
    await show(view)
    expect(await show({ ...view, nodes: { ...view.nodes } })).toEqual({ cards: [], edges: [] })
  })
})
