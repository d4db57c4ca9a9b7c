import { describe, expect, it } from 'vitest'
import { testNode, testScene, testTypes, testWorkflow } from '../edit/scene.fixture.ts'
import { suggestTypes } from './suggest-types.ts'

describe('suggestTypes', () => {
  const typesOf = (suggested: ReturnType<typeof suggestTypes>) => suggested.map(({ type }) => type)

  it('suggests triggers on an empty canvas', () => {
    expect(typesOf(suggestTypes(testTypes, { graph: testScene(testWorkflow([])).graph }))).toEqual(['trigger'])
  })

  it('suggests what most begin with after the first node', () => {
    const { graph } = testScene(testWorkflow([testNode('a', 0, 0, { type: 'trigger' })]))
    expect(typesOf(suggestTypes(testTypes, { graph, sourceId: 'a' }))).toEqual(['http', 'if'])
  })

  it('suggests what stands next to nodes of that type, most often first', () => {
    const branch = (id: string) => testNode(id, 0, 0, { type: 'if' })
    const { graph } = testScene(
      testWorkflow(
        [testNode('a'), testNode('b'), testNode('c'), branch('x'), branch('y'), testNode('e', 0, 0, { type: 'end' })],
        ['a->x', 'b->y', 'c->e', 'x:true->e'],
      ),
    )
    expect(typesOf(suggestTypes(testTypes, { graph, sourceId: 'c' }))).toEqual(['if', 'end'])
    expect(typesOf(suggestTypes(testTypes, { graph, targetId: 'y' }))).toEqual(['http'])
    expect(suggestTypes(testTypes, { graph })).toEqual([])
  })
})
