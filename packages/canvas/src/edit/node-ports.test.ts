import { describe, expect, it } from 'vitest'
import { computePorts } from './node-ports.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

const outputs = (scene: ReturnType<typeof testScene>, id: string) => scene.ports.get(id)?.outputs.map((port) => port.id)

describe('computePorts', () => {
  it('adds the error port when failures branch', () => {
    const scene = testScene(testWorkflow([testNode('a', 0, 0, { settings: { onError: 'branch' } })]))
    expect(outputs(scene, 'a')).toEqual(['main', 'error'])
    expect(scene.ports.get('a')?.outputsNamed).toBe(true)
  })

  it('follows the config of a node whose ports depend on it', () => {
    const scene = testScene(testWorkflow([testNode('s', 0, 0, { type: 'switch', config: { cases: 3 } })]))
    expect(outputs(scene, 's')).toEqual(['case-1', 'case-2', 'case-3'])
  })

  it('still draws the ports that edges name after they are gone', () => {
    const nodes = [testNode('s', 0, 0, { type: 'switch', config: { cases: 1 } }), testNode('a')]
    const scene = testScene(testWorkflow(nodes, ['s:case-2->a']))
    expect(scene.ports.get('s')?.outputs).toEqual([
      { id: 'case-1', label: 'case-1', missing: false },
      { id: 'case-2', label: 'case-2', missing: true },
    ])
  })

  it('bears a config that the description cannot read', () => {
    const scene = testScene(testWorkflow([testNode('s', 0, 0, { type: 'switch', config: { cases: -1 } })]))
    expect(outputs(scene, 's')).toEqual([])
  })

  it('gives an unknown type the ports that its edges name', () => {
    const nodes = [testNode('a'), testNode('u', 0, 0, { type: 'unknown' }), testNode('b')]
    const scene = testScene(testWorkflow(nodes, ['a->u', 'u:odd->b']))
    expect(outputs(scene, 'u')).toEqual(['main', 'odd'])
    expect(scene.ports.get('u')?.outputs.some((port) => port.missing)).toBe(false)
  })

  it('keeps the identity of ports that did not change', () => {
    const scene = testScene(testWorkflow([testNode('a'), testNode('b')]))
    const again = computePorts(scene.graph, scene.nodeTypes, scene.ports)
    expect(again.get('a')).toBe(scene.ports.get('a'))
  })
})
