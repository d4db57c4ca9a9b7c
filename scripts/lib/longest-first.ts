import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files that take from ten seconds to minutes, the longest first. A file that is missing here only costs time. */
const LONG = [
  'faults-on-redis.chaos',
  'faults-on-postgres.chaos',
  'mutations.chaos',
  'engine-backends.integration',
  'kill-workers.integration',
  'start.integration',
  'postgres-execution-store.integration',
  'in-memory-engine.integration',
  'start-embedded-postgres.integration',
]

/**
 * Begins with what takes longest, so that no core has nothing to do while one file goes on. In a fresh clone nothing is
 * known of earlier runs, and Vitest goes by the size of a file: those that run whole suites are small.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.includes(`/${name}.test.`))
  return place === -1 ? LONG.length : place
}
