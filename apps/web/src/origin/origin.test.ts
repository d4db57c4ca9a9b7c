import { expect, it } from 'vitest'
import { describeOrigin, sourceOf } from './describe-origin.ts'

const of = (origin: Parameters<typeof describeOrigin>[0]['origin']) => describeOrigin({ origin, parent: null })

it('says what set an execution off', () => {
  expect(of(null)).toBeUndefined()
  expect(of({ kind: 'manual' })).toBe('A person')
  expect(of({ kind: 'manual', test: { mode: 'alone', nodeId: 'call' } })).toBe('Test of “call” alone')
  expect(of({ kind: 'trigger', triggerId: 't', triggerKind: 'cron', nodeId: 'nightly' })).toBe('Trigger “nightly”')
  expect(of({ kind: 'rerun', executionId: 'e', nodeId: 'call' })).toBe('Re-run from “call”')
  expect(describeOrigin({ origin: null, parent: { executionId: 'e', nodeId: 'each', index: 3 } })).toBe('Node “each”')
})

it('names the execution whose results are reused', () => {
  const test = { mode: 'from', nodeId: 'call', executionId: 'e' } as const
  expect(sourceOf({ origin: { kind: 'manual', test } })).toBe('e')
  expect(sourceOf({ origin: { kind: 'api' } })).toBeUndefined()
})
