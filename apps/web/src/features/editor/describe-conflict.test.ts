import { nodeDescriptions } from '@spane/nodes/descriptions'
import type { MergeConflict, Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { describeConflict } from './describe-conflict.ts'

const working: Workflow = {
  id: 'w',
  name: 'W',
  nodes: [{ id: 'call', type: 'http', name: 'Ask the bank', config: {} }],
  edges: [],
}
const names = { working, nodeTypes: nodeDescriptions }
const conflict = (more: Partial<MergeConflict>): MergeConflict => ({
  key: 'k',
  kind: 'node',
  id: 'call',
  field: 'config.url',
  base: 'a',
  mine: 'b',
  theirs: 'c',
  ...more,
})

it('names the node and the field as the inspector does', () => {
  expect(describeConflict(conflict({}), names)).toEqual({
    key: 'k',
    subject: 'Ask the bank · URL',
    mine: 'b',
    theirs: 'c',
    base: 'a',
  })
})

it('tells a deletion from an edit, and what is not set from what is empty', () => {
  const node = { id: 'gone', type: 'http', name: 'Gone', config: {} }
  const deleted = conflict({
    id: 'gone',
    field: null,
    base: node,
    mine: { ...node, disabled: true },
    theirs: undefined,
  })
  expect(describeConflict(deleted, names)).toMatchObject({ subject: 'Gone', mine: 'Edited', theirs: 'Deleted' })
  expect(describeConflict(conflict({ mine: '', theirs: undefined, base: { a: 1 } }), names)).toMatchObject({
    mine: 'Empty',
    theirs: 'Not set',
    base: '{\n  "a": 1\n}',
  })
})

it('names what is beside the nodes, and fields that no description knows', () => {
  const subjects = [
    conflict({ kind: 'workflow', id: '', field: 'name' }),
    conflict({ kind: 'workflow', id: '', field: 'settings.timeout' }),
    conflict({ kind: 'note', id: 'n', field: 'text' }),
    conflict({ kind: 'group', id: 'g', field: 'name' }),
    conflict({ field: 'config.unheard' }),
  ].map((each) => describeConflict(each, names).subject)
  expect(subjects).toEqual([
    'Workflow · Name',
    'Workflow · Setting timeout',
    'Note · Text',
    'Group g · Name',
    'Ask the bank · unheard',
  ])
})
