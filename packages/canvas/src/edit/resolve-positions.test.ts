import type { Position } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { resolvePositions } from './resolve-positions.ts'
import { testNode, testScene, testWorkflow } from './scene.fixture.ts'

describe('resolvePositions', () => {
  const unplaced = (id: string) => testNode(id, 0, 0, { position: undefined })

  it('lays out a workflow that came without positions', () => {
    const { positions } = testScene(testWorkflow([unplaced('a'), unplaced('b')], ['a->b']))
    expect(positions.get('b')?.x).toBeGreaterThan(positions.get('a')?.x ?? 0)
  })

  it('remembers the places that it gave while other nodes get theirs', () => {
    const fallback = new Map<string, Position>()
    const before = testScene(testWorkflow([unplaced('a'), unplaced('b')], ['a->b']))
    const first = resolvePositions(before.graph, before.ports, fallback)
    const after = testScene(testWorkflow([testNode('a', 800, 800), unplaced('b')], ['a->b']))
    const second = resolvePositions(after.graph, after.ports, fallback)
    expect(second.get('a')).toEqual({ x: 800, y: 800 })
    expect(second.get('b')).toEqual(first.get('b'))
  })

  it('puts new nodes below those that have a place', () => {
    const { positions } = testScene(testWorkflow([testNode('a', 0, 0), unplaced('b')]))
    expect(positions.get('b')?.y).toBeGreaterThan(48)
  })
})
