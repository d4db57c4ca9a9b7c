import { expect, it } from 'vitest'
import { describeConnections } from './describe-connections.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

it('says what a node comes after and leads to, and on which port', () => {
  const branch = testNode('x', 0, 0, { type: 'if', name: 'Is it paid?' })
  const many = ['d', 'e', 'f', 'g', 'h'].map((id) => testNode(id))
  const { graph } = testScene(
    testWorkflow(
      [testNode('a'), branch, testNode('b'), testNode('c'), ...many],
      ['a->x', 'x:true->b', 'x:false->c', ...many.map(({ id }) => `b->${id}`)],
    ),
  )
  expect(describeConnections(graph, 'x')).toBe('Comes after a, leads to b on true and c on false.')
  expect(describeConnections(graph, 'b')).toBe('Comes after Is it paid?, leads to d, e, f and 2 more.')
  expect(describeConnections(graph, 'a')).toBe('Leads to Is it paid?.')
  expect(describeConnections(testScene(testWorkflow([testNode('a')])).graph, 'a')).toBe('Not connected.')
})
