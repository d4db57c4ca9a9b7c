import { expect, it } from 'vitest'
import { parseRateLimits } from './parse-rate-limits.ts'

it('reads a limit for each node type', () => {
  expect(parseRateLimits('http=100/1m, code=50/10s,@acme/x=1/500ms,for-each = 5 / h')).toEqual({
    http: { limit: 100, per: 60_000 },
    code: { limit: 50, per: 10_000 },
    '@acme/x': { limit: 1, per: 500 },
    'for-each': { limit: 5, per: 3_600_000 },
  })
})

it('refuses what it does not understand', () => {
  for (const text of ['http', 'http=0/s', 'http=5/0s', 'http=5/1y', 'http=5', 'http=1/1s,http=2/1s', 'http=1/9999999d'])
    expect(parseRateLimits(text)).toBeUndefined()
})
