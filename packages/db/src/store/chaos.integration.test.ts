import { describe, expect, it, onTestFinished } from 'vitest'
import {
  FAULTS,
  type Fault,
  startRestartablePostgres,
  startRestartableRedis,
  tryFault,
} from '../testing/chaos/index.ts'
import { createTestDatabase, getTestRedisUrl } from '../testing/index.ts'

type Backend = 'redis' | 'postgres'

/** The short form of `pnpm chaos`: every fault strikes a few times. `kill -9` of busy workers has a test of its own. */
const cases = FAULTS.filter((fault) => fault.times.short > 0 && fault.name !== 'kill').flatMap((fault) =>
  (fault.needs === 'redis' ? (['redis'] as const) : (['redis', 'postgres'] as const)).map(
    (backend) => [fault.title, backend, fault] as [string, Backend, Fault],
  ),
)

describe('what is accepted comes to its one right end', () => {
  it.each(cases)('under: %s (%s backend)', { timeout: 180_000 }, async (_title, backend, fault) => {
    const redis = fault.needs === 'redis' ? await startRestartableRedis() : undefined
    onTestFinished(() => redis?.[Symbol.asyncDispose]())
    const postgres = fault.needs === 'postgres' ? await startRestartablePostgres() : undefined
    onTestFinished(() => postgres?.[Symbol.asyncDispose]())
    const database = postgres ? undefined : await createTestDatabase()
    onTestFinished(() => database?.[Symbol.asyncDispose]())

    const report = await tryFault({
      fault,
      times: fault.times.short,
      servers: {
        databaseUrl: postgres?.url ?? (database?.connectionString as string),
        redisUrl: backend === 'postgres' ? undefined : (redis?.url ?? getTestRedisUrl()),
      },
      own: { redis, postgres },
    })

    expect(report.violations).toEqual([])
    expect(report.problems).toEqual([])
    expect(report.executions).toBeGreaterThan(fault.times.short)
  })
})
