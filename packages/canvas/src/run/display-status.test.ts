import { type ExecutionView, emptyExecutionView, type NodeRunView } from '@spane/realtime'
import { describe, expect, it } from 'vitest'
import { attemptText, childrenText, displayStatus, statusText } from './display-status.ts'

function viewOf(status: ExecutionView['status'], nodes: Record<string, Partial<NodeRunView>>): ExecutionView {
  const view = { ...emptyExecutionView(), status }
  for (const [id, node] of Object.entries(nodes)) {
    view.nodes[id] = { status: 'pending', attempt: 1, lostStarts: 0, ...node }
  }
  return view
}

describe('displayStatus', () => {
  it('shows nodes that the execution knows nothing of as pending', () => {
    expect(displayStatus(viewOf('running', {}), 'a')).toBe('pending')
  })

  it('never shows a node of a failed or cancelled execution as if it were in progress', () => {
    for (const ended of ['failed', 'cancelled'] as const) {
      for (const status of ['pending', 'ready', 'waiting', 'retrying'] as const) {
        expect(displayStatus(viewOf(ended, { a: { status } }), 'a')).toBe('not-reached')
      }
      expect(displayStatus(viewOf(ended, {}), 'a')).toBe('not-reached')
      expect(displayStatus(viewOf(ended, { a: { status: 'completed' } }), 'a')).toBe('completed')
    }
  })

  it('leaves a running execution as it is', () => {
    expect(displayStatus(viewOf('running', { a: { status: 'retrying' } }), 'a')).toBe('retrying')
    expect(displayStatus(viewOf('paused', { a: { status: 'ready' } }), 'a')).toBe('ready')
  })
})

describe('statusText', () => {
  const node: NodeRunView = { status: 'running', attempt: 2, maxAttempts: 3, lostStarts: 0 }

  it('names the attempt', () => {
    expect(statusText('running', node)).toBe('Running, attempt 2 of 3')
    expect(statusText('running', { ...node, attempt: 1 })).toBe('Running')
  })

  it('names the attempt that a retry waits for', () => {
    expect(statusText('retrying', { ...node, status: 'retrying' })).toBe('Retrying, attempt 2 of 3')
  })

  it('tells a node that was halted from one that never started', () => {
    expect(statusText('not-reached', node)).toBe('Halted')
    expect(statusText('not-reached', undefined)).toBe('Not reached')
  })

  it('does not claim more attempts than there are', () => {
    expect(attemptText({ attempt: 4, maxAttempts: 3 })).toBe('attempt 4')
  })
})

describe('a node that waits', () => {
  const node: NodeRunView = { status: 'waiting', attempt: 1, lostStarts: 0 }

  it('tells how far its child executions are', () => {
    const children = { total: 1_000, ended: 340, failed: 0 }
    expect(childrenText({ children })).toBe('340 of 1,000')
    expect(childrenText({ children: { ...children, failed: 2 } })).toBe('340 of 1,000, 2 failed')
    expect(statusText('waiting', { ...node, children })).toBe('Waiting, 340 of 1,000')
  })

  it('tells what it waits for', () => {
    expect(statusText('waiting', { ...node, waitsForSignal: true })).toBe('Waiting for a signal')
    expect(statusText('waiting', node)).toBe('Waiting')
    expect(statusText('waiting', { ...node, children: { total: 1, ended: 0, failed: 0 } })).toBe('Waiting')
  })
})
