import { applyEvents, emptyExecutionView } from '@spane/realtime'
import { expect, it } from 'vitest'
import { countOnEdge } from './count-on-edge.ts'

const edge = (id: string, sourcePort: string) => ({
  id,
  source: 'split',
  sourcePort,
  target: 'next',
  targetPort: 'main',
})

it('is the length of the list that the node put on the edge’s port', () => {
  const view = applyEvents(emptyExecutionView(), [
    {
      seq: 1,
      at: '2030-01-01T00:00:00Z',
      type: 'node',
      nodeId: 'split',
      status: 'completed',
      items: { good: 3, bad: 0 },
      delivered: ['g', 'o'],
      dead: ['b'],
    },
  ])
  expect(countOnEdge(view, edge('g', 'good'))).toBe(3)
  expect(countOnEdge(view, edge('b', 'bad'))).toBeUndefined()
  expect(countOnEdge(view, edge('o', 'other'))).toBeUndefined()
  expect(countOnEdge(view, edge('unknown', 'good'))).toBeUndefined()
})
