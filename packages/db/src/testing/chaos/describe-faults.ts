import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase, getTestRedisUrl } from '../index.ts'
import { FAULTS, type Fault, startRestartablePostgres, startRestartableRedis, tryFault } from './index.ts'

type Backend = 'redis' | 'postgres'

/** Where the backend of the queue makes a difference; `pnpm chaos` strikes with every fault on both. */
const ON_BOTH = new Set(['failpoints', 'rolling-restart', 'postgres-restarted'])

/**
 * The short form of `pnpm chaos`: every fault strikes a few times. `kill -9` of busy workers has a test of its own. A file
 * a backend, so that the two run side by side.
 */
export function describeFaults(backend: Backend): void {
  const struck = FAULTS.filter(({ name, times }) => times.short > 0 && name !== 'kill')
  const cases = struck
    .filter(({ name }) => backend === 'redis' || ON_BOTH.has(name))
    .map((fault): [string, Fault] => [fault.title, fault])
  describe(`what is accepted comes to its one right end, on the ${backend} backend`, () => {
    it.each(cases)('under: %s', { timeout: 180_000 }, (_title, fault) => survive(backend, fault))
  })
}

async function survive(backend: Backend, fault: Fault): Promise<void> {
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
}
