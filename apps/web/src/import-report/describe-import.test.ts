import type { ImportedItem } from '@spane/api'
import { expect, it } from 'vitest'
import { countNotes, summarizeItem } from './describe-import.ts'

const item: ImportedItem = {
  id: null,
  name: 'Orders',
  renamedFrom: null,
  source: 'n8n',
  nodeCount: 3,
  notes: [
    { kind: 'mapped', subject: 'Set', message: 'same' },
    { kind: 'unmapped', subject: 'Slack', message: 'no counterpart' },
  ],
  problems: [{ code: 'UNKNOWN_TYPE', severity: 'error', message: 'unknown', nodeId: 'slack' }],
  secrets: ['TOKEN'],
  missingWorkflows: ['other'],
}

it('groups what there is to know, what matters most first', () => {
  expect(countNotes(item).map(({ title, lines }) => `${title}: ${lines.length}`)).toEqual([
    'Has no counterpart here: 1',
    'Needs something from you: 2',
    'Works as it did: 1',
  ])
})

it('counts nodes and placeholders', () => {
  expect(summarizeItem(item)).toBe('3 nodes, 1 of them a placeholder')
  expect(summarizeItem({ ...item, nodeCount: 1, problems: [] })).toBe('1 node')
})
