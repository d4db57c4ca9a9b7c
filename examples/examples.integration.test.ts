import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'

/** What each example prints at its end. */
const LAST_LINES = {
  'quick-start': ['b gave 84'],
  dlq: [
    'failed: order completed, charge failed, confirm pending',
    'dead letter: charge after 2 attempts, "the bank does not answer"',
    'retried: true',
    'charge: attempt 1, the same key',
    'completed: order completed, charge completed, confirm completed',
    'orders taken: 1, charged: {"charged":35}',
    'open dead letters: 0',
  ],
  'cancellation-pause': [
    'paused: gate completed, next ready',
    'completed: gate completed, next completed',
    'cancelled: wait cancelled, after cancelled, aborted: wait',
    'resume: EXECUTION_ENDED',
    'failed: TIMEOUT, aborted: wait,slow',
  ],
  branching: [
    'total 250: check completed, review completed, approve completed, ship skipped, done completed',
    '  done was given {"approve":"approve"}',
    'total 20: check completed, review skipped, approve skipped, ship completed, done completed',
    '  done was given {"ship":"ship"}',
    'chosen: fan completed, a completed, b skipped, c completed',
  ],
  'sub-workflow': [
    'failed: each failed, report pending, "order 2: no van"',
    'dead letters: ship of ship',
    'completed: each completed, report completed',
    '["box 1 shipped","box 2 shipped","box 3 shipped"]',
  ],
  'rate-limits': [
    'two at once, the third a period later: true, the fifth later still: true',
    'circuit for call: open',
    'completed: back again, attempts 1',
  ],
  'custom-store': [
    'completed: a completed, b completed, c completed',
    'the store was written to: true',
    'INCOMPLETE_STORE: The state store lacks readEvents',
  ],
} satisfies Record<string, string[]>

const run = promisify(execFile)

describe('examples', () => {
  // They run as compiled programs, with the packages as those who install them get them.
  it.each(Object.entries(LAST_LINES))('%s shows what it says', async (name, lines) => {
    const file = fileURLToPath(new URL(`dist/${name}.js`, import.meta.url))
    const { stdout } = await run(process.execPath, [file], {
      env: { ...process.env, REDIS_URL: inject('testRedisUrl') },
      timeout: 20_000,
    })
    expect(stdout.trimEnd().split('\n').slice(-lines.length)).toEqual(lines)
  })

  it('has its quick start in the README of the engine, word for word', () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
    const blocks = [...read('../packages/engine/README.md').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code)
    expect(blocks).toContain(read('quick-start.ts'))
  })
})
