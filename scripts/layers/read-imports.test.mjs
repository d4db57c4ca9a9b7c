import { expect, it } from 'vitest'
import { readImports } from './read-imports.mjs'

it('finds every form of import with its line', () => {
  const source = `import a from 'a'
import type { B } from "b"
import {
  c1,
  type c2,
} from './c.ts'
import 'd'
export * from 'e'
export { f } from 'f'
const g = await import('g')
const h = require('h')`
  expect(readImports(source).map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly])).toEqual([
    ['a', 1, false],
    ['b', 2, true],
    ['./c.ts', 6, false],
    ['d', 7, false],
    ['e', 8, false],
    ['f', 9, false],
    ['g', 10, false],
    ['h', 11, false],
  ])
})

it('is not misled by comments, strings and templates', () => {
  const source = `// import 'a'
/** @example
 * import 'b'
 */
const url = 'https://example.org' // import 'c'
const code = \`
import 'd'
\`
export const from = 'e'`
  expect(readImports(source)).toEqual([])
})
