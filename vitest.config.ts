import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/lib/longest-first.ts'

// Packages are read from their sources, so that tests need no build.
const resolve = { conditions: ['spane-source'] }
const ssr = { resolve: { conditions: ['spane-source', 'node'] } }
const roots = '{packages,apps}/*/src'

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: [`${roots}/**/*.test.{ts,tsx}`, '{scripts,chaos}/**/*.test.mjs'],
          exclude: ['**/*.integration.test.*', '**/*.chaos.test.*', '**/node_modules/**'],
          // Files share their modules: reading them anew for each took longer than all tests. They clean up after themselves.
          isolate: false,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'integration',
          include: [
            `${roots}/**/*.integration.test.{ts,tsx}`,
            'scripts/**/*.integration.test.mjs',
            'examples/*.integration.test.ts',
          ],
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/db/src/testing/test-servers.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Minutes of real faults, so a part of its own: `npm test -- chaos`.
        resolve,
        ssr,
        test: {
          name: 'chaos',
          include: [`${roots}/**/*.chaos.test.ts`, 'chaos/src/*.chaos.test.mjs'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/db/src/testing/test-servers.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
