import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/lib/longest-first.ts'

// The contract suites alone, for runtimes other than the one that runs all tests: `npm test -- runtimes`.
export default defineConfig({
  resolve: { conditions: ['spane-source'] },
  ssr: { resolve: { conditions: ['spane-source', 'node'] } },
  test: {
    include: [
      'packages/engine/src/memory/*.integration.test.ts',
      'packages/engine/src/memory/in-memory-execution-store.test.ts',
      'packages/db/src/store/{engine-backends,postgres-execution-store}.integration.test.ts',
    ],
    globalSetup: ['packages/db/src/testing/test-servers.ts'],
    setupFiles: ['scripts/runtimes/expect-runtime.ts'],
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Bun gives an external CommonJS-or-ESM package without the names that Vitest's interop looks for.
    deps: { interopDefault: false },
    server: { deps: { inline: ['zod'] } },
  },
})
