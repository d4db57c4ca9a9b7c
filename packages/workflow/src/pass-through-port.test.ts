import { describe, expect, it } from 'vitest'
import { passThroughPort } from './pass-through-port.ts'

const node = { id: 'n', type: 't', config: {}, disabled: true }
const edge = (sourcePort: string) => ({ id: sourcePort, source: 'n', sourcePort, target: 'x', targetPort: 'main' })

describe('passThroughPort', () => {
  it('is main, or the first port of a type without one', () => {
    expect(passThroughPort(node, { outputs: () => ['first', 'main'] }, [])).toBe('main')
    expect(passThroughPort(node, { outputs: () => ['true', 'false'] }, [edge('false')])).toBe('true')
  })

  it('is told from the edges when the ports are not known', () => {
    const broken = () => {
      throw new Error('half typed')
    }
    expect(passThroughPort(node, undefined, [edge('error'), edge('true')])).toBe('true')
    expect(passThroughPort(node, { outputs: broken }, [edge('main')])).toBe('main')
    expect(passThroughPort(node, undefined, [])).toBe('main')
  })
})
