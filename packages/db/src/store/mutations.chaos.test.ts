import { describe, expect, it } from 'vitest'
import { FAULTS, type Fault, tryFault } from '../testing/chaos/index.ts'
import { createTestDatabase, getTestRedisUrl } from '../testing/index.ts'
import type { Invariant } from '../testing/invariants/violation.ts'

const fault = (name: string) => FAULTS.find((candidate) => candidate.name === name) as Fault

/** A suite that passes whatever is broken proves nothing: with a part of the engine taken out it has to fail. */
describe('the fault runs fail', () => {
  it.each<[string, 'fence' | 'outbox' | 'counter', Fault, Invariant]>([
    ['the fencing token', 'fence', fault('block'), 'I6'],
    ['the outbox', 'outbox', fault('failpoints'), 'I1'],
    ['the counter of open nodes', 'counter', fault('failing-enqueues'), 'I7'],
  ])('when %s is taken out', { timeout: 180_000 }, async (_part, mutation, struck, invariant) => {
    await using database = await createTestDatabase()
    const { violations } = await tryFault({
      fault: struck,
      times: struck.times.short,
      servers: { databaseUrl: database.connectionString, redisUrl: getTestRedisUrl() },
      mutation,
      restMs: 5_000,
    })
    expect(violations.map((violation) => violation.invariant)).toContain(invariant)
  })
})
