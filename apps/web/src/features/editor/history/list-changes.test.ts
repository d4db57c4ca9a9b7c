import { diffWorkflows, type Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { listChanges, showValue } from './list-changes.ts'

const before: Workflow = {
  id: 'w',
  name: 'W',
  nodes: [
    { id: 'a', type: 'http', name: 'Fetch', config: { url: 'x' }, position: { x: 0, y: 0 } },
    { id: 'b', type: 'if', config: {} },
    { id: 'gone', type: 'code', config: {} },
  ],
  edges: [{ id: 'e', source: 'b', sourcePort: 'true', target: 'gone', targetPort: 'main' }],
}
const after: Workflow = {
  ...before,
  settings: { priority: 3 },
  nodes: [
    { id: 'b', type: 'if', config: {}, position: { x: 9, y: 9 } },
    { id: 'a', type: 'http', name: 'Fetch', config: { url: 'y' }, position: { x: 5, y: 5 } },
  ],
  edges: [],
  layout: {
    notes: [{ id: 'n', text: '\n# Hello\nyou', position: { x: 0, y: 0 }, size: { width: 99, height: 99 } }],
    groups: [],
  },
}

it('lists every difference by name, nodes first and moves last', () => {
  const entries = listChanges(diffWorkflows(before, after), before, after)
  expect(entries.map(({ kind, what, title }) => `${kind} ${what}: ${title}`)).toEqual([
    'changed node: Fetch',
    'removed node: gone',
    'removed connection: b (true) → gone',
    'changed workflow: Settings of the workflow',
    'added note: Hello',
    'moved node: b',
  ])
  expect(entries[1]?.fields).toEqual([
    { path: 'type', before: 'code', after: undefined },
    { path: 'config', before: {}, after: undefined },
  ])
  expect(entries[0]?.fields).toEqual([{ path: 'config.url', before: 'x', after: 'y' }])
})

it('shows a value as text, an absent one as such', () => {
  expect([undefined, '', 'a\nb', 5, false, { a: 1 }].map(showValue)).toEqual([
    'not set',
    '""',
    'a\nb',
    '5',
    'false',
    '{\n  "a": 1\n}',
  ])
})
