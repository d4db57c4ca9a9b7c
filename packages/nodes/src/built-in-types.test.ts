import { expect, it } from 'vitest'
import { builtInDescriptions } from './built-in-types.ts'
import { nodeDescriptions } from './descriptions.ts'

it('names every built-in node type', () => {
  expect(Object.keys(builtInDescriptions).sort()).toEqual(nodeDescriptions.map(({ type }) => type).sort())
  for (const [type, description] of Object.entries(builtInDescriptions)) expect(description.type).toBe(type)
})
