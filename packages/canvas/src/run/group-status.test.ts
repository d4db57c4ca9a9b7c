import { emptyExecutionView, type NodeRunStatus } from '@spane/realtime'
import { describe, expect, it } from 'vitest'
import { groupStatus } from './group-status.ts'

function statusOf(...statuses: NodeRunStatus[]) {
  const view = { ...emptyExecutionView(), status: 'running' as const }
  const nodes = Object.fromEntries(statuses.map((status, index) => [`n${index}`, { status, attempt: 1 }]))
  return groupStatus({ ...view, nodes } as Parameters<typeof groupStatus>[0], Object.keys(nodes))
}

describe('groupStatus', () => {
  it('is the state of the node that most needs looking at', () => {
    expect(statusOf('completed', 'failed', 'running')).toEqual({ status: 'failed', completed: 1 })
    expect(statusOf('completed', 'waiting', 'running').status).toBe('waiting')
    expect(statusOf('skipped', 'completed').status).toBe('completed')
    expect(statusOf('skipped', 'skipped').status).toBe('skipped')
  })

  it('is at work while some of its nodes are done and others not begun', () => {
    expect(statusOf('completed', 'pending')).toEqual({ status: 'running', completed: 1 })
    expect(statusOf('pending', 'pending').status).toBe('pending')
  })
})
