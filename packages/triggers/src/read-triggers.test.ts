import { describe, expect, it } from 'vitest'
import { readTriggers } from './read-triggers.ts'

describe('readTriggers', () => {
  it('leaves out triggers that are disabled', () => {
    const webhook = (id: string) => ({ id, type: 'webhook-trigger', config: { path: id, method: 'POST' } })
    const workflow = {
      id: 'w',
      name: 'W',
      nodes: [webhook('on'), { ...webhook('off'), disabled: true }],
      edges: [],
    }
    expect(readTriggers(workflow, [], new Date(0)).map(({ nodeId }) => nodeId)).toEqual(['on'])
  })
})
