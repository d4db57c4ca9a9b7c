import type { DeadLetterBatch } from '@spane/api'
import { describe, expect, it } from 'vitest'
import { describeBatch } from './describe-batch.ts'

function batch(more: Omit<Partial<DeadLetterBatch>, 'counts'> & { counts?: Partial<DeadLetterBatch['counts']> }) {
  const counts = { waiting: 0, acting: 0, done: 0, failed: 0, refused: 0, ...more.counts }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const about = { id: 'b', version: 'original', canary: null, by: 'person', group: null, createdAt: '', endedAt: null }
  return { action: 'retry', status: 'running', ...about, total, ...more, counts } as DeadLetterBatch
}

describe('describeBatch', () => {
  it('says how the canary stands', () => {
    const described = describeBatch(
      batch({ status: 'canary', canary: 5, counts: { waiting: 1_231, acting: 2, done: 1 } }),
    )
    expect(described).toMatchObject({ title: 'Retrying 1,234 letters', state: 'Trying the first 5: 1 resolved so far' })
  })
  it('says why it stopped and what was left alone', () => {
    expect(
      describeBatch(batch({ status: 'stopped', canary: 5, counts: { waiting: 1_229, done: 3, failed: 2 } })).state,
    ).toBe('2 of 5 failed again; 1,229 untouched')
  })
  it('says how far it is, and what came of it', () => {
    expect(describeBatch(batch({ counts: { waiting: 5, done: 3, failed: 1, refused: 1 } })).state).toBe(
      '5 of 10 · 1 failed again · 1 left out',
    )
    expect(describeBatch(batch({ status: 'completed', version: 'latest', counts: { done: 1 } }))).toEqual({
      title: 'Retried 1 letter on the latest version',
      state: '1 resolved',
      tone: 'completed',
    })
    expect(describeBatch(batch({ action: 'discard', status: 'completed', counts: { done: 2 } }))).toMatchObject({
      title: 'Discarded 2 letters',
      state: 'All done',
    })
  })
})
