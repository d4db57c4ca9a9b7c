import { expect, it } from 'vitest'
import { judgeBundle } from './bundle-budget.mjs'

const script = (kib, parts = []) => ({ file: 'a.js', bytes: kib * 1024, parts })

it('bears a route that is within a tenth of its budget', () => {
  expect(judgeBundle({ route: '/', budgetKiB: 100, scripts: [script(60), script(50)] })).toEqual([])
})

it('refuses a route that is further over it, and says by how much', () => {
  expect(judgeBundle({ route: '/', budgetKiB: 100, scripts: [script(60), script(51)] })).toEqual([
    '/ loads 111 KiB of JavaScript, 11 % over its budget of 100 KiB.',
  ])
})

it('refuses a heavy part that is loaded from the start, however small the rest is', () => {
  const [finding] = judgeBundle({ route: '/', budgetKiB: 100, scripts: [script(10, ['CodeMirror'])] })
  expect(finding).toContain('loads CodeMirror from its start (a.js)')
})
