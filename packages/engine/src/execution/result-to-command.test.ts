import type { ExecutionResult } from '@spane/node-sdk'
import { compileGraph } from '@spane/workflow'
import { expect, it } from 'vitest'
import { resultToCommand } from './result-to-command.ts'

const graph = compileGraph({
  id: 'w',
  name: 'W',
  nodes: [{ id: 'a', type: 'any', config: {} }],
  edges: [],
})
const itemsOf = (result: ExecutionResult) => {
  const command = resultToCommand({ graph, nodeId: 'a', token: 1, deadLetterId: 'd', result })
  return command.type === 'complete' ? command.items : expect.fail(command.type)
}

it('counts the items of a list for every port that it leaves on (rule 10.1)', () => {
  expect(itemsOf({ success: true, data: [1, 2, 3] })).toEqual({ main: 3 })
  expect(itemsOf({ success: true, data: [], ports: ['true', 'log'] })).toEqual({ true: 0, log: 0 })
})

it('counts lists per port, and nothing else', () => {
  expect(itemsOf({ success: true, outputs: { good: [1], bad: { reason: 'no list' } } })).toEqual({ good: 1 })
  expect(itemsOf({ success: true, data: { list: [1] } })).toBeUndefined()
  expect(itemsOf({ success: true })).toBeUndefined()
})
