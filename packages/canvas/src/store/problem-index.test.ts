import type { Problem } from '@spane/workflow'
import { expect, it } from 'vitest'
import { indexProblems } from './problem-index.ts'

const problem = (nodeId: string, message: string): Problem => ({
  code: 'BAD_CONFIG',
  severity: 'error',
  message,
  nodeId,
})

it('keeps the list of a node whose problems did not change', () => {
  const before = indexProblems([problem('a', 'x'), problem('b', 'y')])
  const after = indexProblems([problem('a', 'x'), problem('b', 'z')], before)
  expect(after.byNode.get('a')).toBe(before.byNode.get('a'))
  expect(after.byNode.get('b')).toEqual([problem('b', 'z')])
})
