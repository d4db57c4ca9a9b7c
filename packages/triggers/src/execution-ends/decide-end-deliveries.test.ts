import type { ExecutionEndRow, TriggerRow } from '@spane/db'
import { describe, expect, it } from 'vitest'
import { decideEndDeliveries, endStartKey, MAX_CHAIN } from './decide-end-deliveries.ts'

const TRIGGER_ID = '11111111-1111-4111-8111-111111111111'
const end: ExecutionEndRow = {
  executionId: 'e1',
  workflowId: 'orders',
  workflowName: 'Orders',
  status: 'failed',
  seq: 9,
  at: new Date('2026-01-01T00:00:05Z'),
  startedAt: new Date('2026-01-01T00:00:01Z'),
  createdAt: new Date('2026-01-01T00:00:00Z'),
  idempotencyKey: null,
  manual: false,
  error: { nodeId: 'send', code: 'HTTP_STATUS', message: 'No', deadLetterId: 'd1' },
}
const trigger = (config: Record<string, unknown>, workflowId = 'on-error'): TriggerRow => ({
  id: TRIGGER_ID,
  workspaceId: 'local',
  workflowId,
  nodeId: 'start',
  versionId: 'v',
  kind: 'execution',
  config: JSON.stringify(config),
  active: true,
  nextAt: null,
  method: null,
  path: null,
  event: null,
  problem: null,
})
const decide = (row: TriggerRow, change: Partial<ExecutionEndRow> = {}) =>
  decideEndDeliveries({ ...end, ...change }, [row], 'https://spane.example.com')

describe('ends of executions', () => {
  it('tell what failed, where, how long it took and where to look', () => {
    const [delivery] = decide(trigger({}))
    expect(delivery).toMatchObject({ triggerId: TRIGGER_ID, key: '1:e1:9' })
    expect(JSON.parse(delivery?.payload ?? '')).toEqual({
      execution: {
        id: 'e1',
        status: 'failed',
        startedAt: '2026-01-01T00:00:01.000Z',
        endedAt: '2026-01-01T00:00:05.000Z',
        durationMs: 5_000,
        url: 'https://spane.example.com/executions/e1',
      },
      workflow: { id: 'orders', name: 'Orders' },
      error: end.error,
    })
  })

  it('concern who listens to this end of this workflow', () => {
    expect(decide(trigger({}), { status: 'completed' })).toEqual([])
    expect(decide(trigger({ completed: true }), { status: 'completed' })).toHaveLength(1)
    const chosen = { workflows: 'chosen', chosen: [{ workflowId: 'orders' }] }
    expect(decide(trigger(chosen))).toHaveLength(1)
    expect(decide(trigger(chosen), { workflowId: 'mail' })).toEqual([])
  })

  it('of what a person tries out in the editor concern nobody', () => {
    expect(decide(trigger({}), { manual: true })).toEqual([])
  })

  it('never start the workflow that has ended, even when it names itself', () => {
    expect(decide(trigger({}, 'orders'))).toEqual([])
    expect(decide(trigger({ workflows: 'chosen', chosen: [{ workflowId: 'orders' }] }, 'orders'))).toEqual([])
  })

  it('of executions that an end has started concern only who chose that workflow, up to a limit', () => {
    const idempotencyKey = (chain: number) => endStartKey(TRIGGER_ID, `${chain}:e0:3`)
    const chosen = trigger({ workflows: 'chosen', chosen: [{ workflowId: 'orders' }] })
    expect(decide(trigger({}), { idempotencyKey: idempotencyKey(1) })).toEqual([])
    expect(decide(chosen, { idempotencyKey: idempotencyKey(1) })).toMatchObject([{ key: '2:e1:9' }])
    expect(decide(chosen, { idempotencyKey: idempotencyKey(MAX_CHAIN) })).toEqual([])
  })
})
