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

it('tells a deletion from an edit, and what was edited', () => {
  const node = { id: 'gone', type: 'http', name: 'Gone', config: { url: 'a' }, position: { x: 0, y: 0 } }
  const deleted = conflict({ id: 'gone', field: null, base: node, theirs: undefined })
  const edited = { ...node, config: { url: 'b' }, disabled: true, position: { x: 9, y: 9 } }
  expect(describeConflict({ ...deleted, mine: edited }, names)).toEqual({
    key: 'k',
    subject: 'Gone',
    mine: 'URL: b\nDisabled: true',
    theirs: 'Deleted',
    base: 'URL: a\nDisabled: Not set',
  })
  expect(describeConflict({ ...deleted, mine: node }, names)).toMatchObject({
    mine: 'Connected to another node',
    theirs: 'Deleted',
    base: 'Not connected to it',
  })
})

it('tells what is not set from what is empty', () => {
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
