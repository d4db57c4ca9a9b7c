import { expect, it } from 'vitest'
import { formatPeriod } from './format-period.ts'

it('tells a period in the largest unit that is exact', () => {
  const periods = [250, 1_000, 90_000, 60_000, 3_600_000, 86_400_000, 172_800_000, 1_500]
  expect(periods.map(formatPeriod)).toEqual(['250 ms', '1 s', '90 s', '1 min', '1 h', '1 day', '2 days', '1,500 ms'])
})
