import { expect, it } from 'vitest'
import { findExpressionProblems, ignoreExpressionProblems } from './expression-problems.ts'

it('drops issues about values that an expression still has to make', () => {
  const config = { count: '{{ input.n }}', rows: '{{ input.rows }}', url: 'x', code: '{{' }
  const issues = [
    { path: ['count'], message: 'a' },
    { path: ['rows', 0, 'name'], message: 'b' },
    { path: ['url'], message: 'c' },
    { path: ['code'], message: 'd' },
  ]
  expect(ignoreExpressionProblems(config, issues, ['code']).map(({ message }) => message)).toEqual(['c', 'd'])
})

it('finds expressions that are empty or never closed', () => {
  const config = { a: 'x {{ }}', b: ['{{ y'], c: '{{ ok }}', code: '{{' }
  expect(findExpressionProblems(config, ['code']).map(({ path }) => path)).toEqual([['a'], ['b', 0]])
})
