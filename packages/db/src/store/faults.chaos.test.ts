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

/** Where the backend of the queue makes a difference; `pnpm chaos` strikes with every fault on both. */
const ON_BOTH = new Set(['failpoints', 'rolling-restart', 'postgres-restarted'])

/** The short form of `pnpm chaos`: every fault strikes a few times. `kill -9` of busy workers has a test of its own. */
const cases = FAULTS.filter((fault) => fault.times.short > 0 && fault.name !== 'kill').flatMap((fault) =>
  (ON_BOTH.has(fault.name) ? (['redis', 'postgres'] as const) : (['redis'] as const)).map(
    (backend): [string, Backend, Fault] => [fault.title, backend, fault],
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
    expect(report.executions).toBeGreaterThan(0)
  })
})
