import { outputPorts } from '@spane/node-sdk'
import { expect, it } from 'vitest'
import { switchDescription } from './description.ts'

it('has a port for each case, named by its label or value', () => {
  const cases = [{ value: 'a', label: 'First' }, { value: 5 }, { value: { x: 1 } }, null]
  expect(outputPorts(switchDescription, { cases })).toEqual([
    { id: 'case-1', label: 'First' },
    { id: 'case-2', label: '5' },
    { id: 'case-3', label: 'Case 3' },
    { id: 'case-4', label: 'Case 4' },
    { id: 'default', label: 'Otherwise' },
  ])
})

it('has the default port only while its cases are no list', () => {
  for (const cases of [undefined, '{{ input.cases }}', 5, {}]) {
    expect(outputPorts(switchDescription, { cases }).map((port) => port.id)).toEqual(['default'])
  }
})
