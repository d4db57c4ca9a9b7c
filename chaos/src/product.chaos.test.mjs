import { expect, it } from 'vitest'
import { productFault, tryProductFault } from './product-fault.mjs'

it('comes to its one right end and misses no tick, whichever part of the product is killed', {
  timeout: 300_000,
}, async () => {
  const report = await tryProductFault({ times: productFault.times.short })
  expect(report.violations).toEqual([])
  expect(report.problems).toEqual([])
  expect(report.executions).toBeGreaterThan(0)
})
