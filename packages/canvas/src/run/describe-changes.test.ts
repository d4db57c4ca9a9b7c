import { type ExecutionView, emptyExecutionView, type NodeRunStatus } from '@spane/realtime'
import { describe, expect, it } from 'vitest'
import { describeChanges } from './describe-changes.ts'

function viewOf(status: ExecutionView['status'], nodes: Record<string, NodeRunStatus>): ExecutionView {
  const view = { ...emptyExecutionView(), status }
  for (const [id, nodeStatus] of Object.entries(nodes)) {
    view.nodes[id] = { status: nodeStatus, attempt: 1, lostStarts: 0 }
  }
  return view
}
const describeBetween = (a: ExecutionView, b: ExecutionView) => describeChanges(a, b, (id) => id.toUpperCase())

describe('describeChanges', () => {
  it('names what changed and how the execution ended', () => {
    const before = viewOf('running', { a: 'running' })
    expect(describeBetween(before, viewOf('completed', { a: 'completed' }))).toBe('A completed. Execution completed.')
  })

  it('counts when there is too much to name', () => {
    const after = viewOf('running', { a: 'completed', b: 'completed', c: 'completed', d: 'completed' })
    expect(describeBetween(viewOf('running', {}), after)).toBe('4 nodes completed.')
  })

  it('is silent about what nobody needs to hear', () => {
    expect(describeBetween(viewOf('running', {}), viewOf('running', { a: 'ready', b: 'skipped' }))).toBe('')
  })
})
