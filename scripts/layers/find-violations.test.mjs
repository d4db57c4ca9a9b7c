import { expect, it } from 'vitest'
import { findViolations } from './find-violations.mjs'
import * as plan from './rooms.mjs'

const check = (files) => findViolations(new Map(Object.entries(files)), plan)

it('accepts what the plan allows', () => {
  expect(
    check({
      'packages/engine/src/queue/pool.ts': `import { Queue } from 'bullmq'\nimport { decide } from '../execution/decide.ts'`,
      'packages/engine/src/execution/decide.ts': `import { graph } from '@spane/workflow'`,
      'apps/web/src/features/editor/page.tsx': `import { Bar } from './bar.tsx'\nimport { Canvas } from '@spane/canvas'`,
      'apps/web/src/features/editor/bar.tsx': `export const Bar = null`,
    }),
  ).toEqual([])
})

it.each([
  ['a room further up', 'packages/workflow/src/a.ts', `import '@spane/engine'`, 'no other room'],
  ['the store from the engine', 'packages/engine/src/a.ts', `import type { Pool } from '@spane/db'`, 'only workflow'],
  ['another room by path', 'packages/api/src/a.ts', `import '../../db/src/client.ts'`, 'must not leave its room'],
  ['Node in a browser room', 'packages/canvas/src/a.ts', `import fs from 'node:fs'`, 'safe in a browser'],
  ['Node by its bare name', 'packages/ui/src/a.ts', `export { join } from 'path'`, 'safe in a browser'],
  ['a dynamic import', 'packages/realtime/src/a.ts', `const x = await import('node:net')`, 'safe in a browser'],
  ['I/O in the pure core', 'packages/engine/src/execution/a.ts', `import { randomUUID } from 'node:crypto'`, 'is pure'],
  ['the queue from the core', 'packages/engine/src/execution/a.ts', `import { q } from '../queue/q.ts'`, 'is pure'],
  ['a sibling feature', 'apps/web/src/features/a/a.ts', `import { b } from '../b/b.ts'`, 'sibling feature'],
  ['the server from a feature', 'apps/web/src/features/a/a.ts', `import { x } from '../../server/x.ts'`, 'server side'],
  ['the database from a route', 'apps/web/src/app/page.tsx', `import '@spane/db'`, 'hold no logic'],
  ['an unknown room', 'packages/utils/src/a.ts', '', 'no place in the plan'],
])('refuses %s', (_, file, source, reason) => {
  const found = check({ [file]: source })
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ file, line: 1, reason: expect.stringContaining(reason) })
})

it('follows what a node description imports', () => {
  const found = check({
    'packages/nodes/src/http/description.ts': `import { limits } from './limits.ts'\nimport type { x } from './executor.ts'`,
    'packages/nodes/src/http/limits.ts': `\nimport { isIP } from 'node:net'`,
    'packages/nodes/src/http/executor.ts': `import { connect } from 'node:net'`,
  })
  expect(found).toMatchObject([{ file: 'packages/nodes/src/http/limits.ts', line: 2, imported: 'node:net' }])
})

it('spells out a circle', () => {
  const found = check({
    'packages/db/src/a.ts': `import './b.ts'`,
    'packages/db/src/b.ts': `export * from './c.ts'`,
    'packages/db/src/c.ts': `import type { A } from './a.ts'`,
  })
  expect(found).toHaveLength(1)
  expect(found[0].reason).toMatch(/a\.ts → .*b\.ts → .*c\.ts → .*a\.ts/)
})

it('lets tests use the testing entry of another room', () => {
  expect(check({ 'packages/engine/src/a.integration.test.ts': `import { db } from '@spane/db/testing'` })).toEqual([])
  expect(check({ 'packages/engine/src/a.integration.test.ts': `import { db } from '@spane/db'` })).toHaveLength(1)
})
