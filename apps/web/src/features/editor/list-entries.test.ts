import { nodeDescriptions } from '@spane/nodes/descriptions'
import { expect, it } from 'vitest'
import { listEntries } from './list-entries.ts'

it('lists the triggers on the canvas that are not disabled', () => {
  const nodes = [
    { id: 'manual', type: 'manual-trigger', config: {} },
    { id: 'hook', type: 'webhook-trigger', name: 'New order', config: {} },
    { id: 'off', type: 'cron-trigger', config: {}, disabled: true },
    { id: 'act', type: 'transform', config: {} },
  ]
  expect(listEntries({ id: 'w', name: 'W', nodes, edges: [] }, nodeDescriptions)).toEqual([
    { nodeId: 'manual', name: 'manual', typeName: 'Manual trigger' },
    { nodeId: 'hook', name: 'New order', typeName: 'Webhook' },
  ])
})
