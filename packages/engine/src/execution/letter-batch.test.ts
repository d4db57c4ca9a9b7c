import { describe, expect, it } from 'vitest'
import {
  decideBatchStep,
  decideItemEnd,
  type LetterBatchCounts,
  type LetterBatchStatus,
  MAX_ACTING,
} from './letter-batch.ts'

const none: LetterBatchCounts = { waiting: 0, acting: 0, done: 0, failed: 0, refused: 0 }
const step = (status: LetterBatchStatus, counts: Partial<LetterBatchCounts>, canary: number | null = null) =>
  decideBatchStep({ status, canary, counts: { ...none, ...counts }, endedAt: null })

describe('decideBatchStep', () => {
  it('keeps no more than a bound of nodes running again', () => {
    expect(step('running', { waiting: 10_000 })).toEqual({ do: 'act', limit: MAX_ACTING })
    expect(step('running', { waiting: 10_000, acting: MAX_ACTING - 3 })).toEqual({ do: 'act', limit: 3 })
    expect(step('running', { waiting: 10_000, acting: MAX_ACTING })).toEqual({ do: 'wait' })
  })

  it('is completed when nothing waits or runs, whatever failed', () => {
    expect(step('running', { acting: 1, failed: 2 })).toEqual({ do: 'wait' })
    expect(step('running', { done: 3, failed: 2 })).toEqual({ do: 'change', status: 'completed', ended: true })
  })

  it('tries the canary alone, and replaces what was refused by another', () => {
    expect(step('canary', { waiting: 100 }, 5)).toEqual({ do: 'act', limit: 5 })
    expect(step('canary', { waiting: 95, acting: 5 }, 5)).toEqual({ do: 'wait' })
    expect(step('canary', { waiting: 95, acting: 2, done: 2, refused: 1 }, 5)).toEqual({ do: 'act', limit: 1 })
    expect(step('canary', { waiting: 95, done: 5 }, 5)).toEqual({ do: 'change', status: 'running', ended: false })
  })

  it('stops after a failure in the canary, once all of the canary is over', () => {
    expect(step('canary', { waiting: 95, acting: 2, done: 2, failed: 1 }, 5)).toEqual({ do: 'wait' })
    expect(step('canary', { waiting: 95, done: 4, failed: 1 }, 5)).toEqual({
      do: 'change',
      status: 'stopped',
      ended: false,
    })
  })

  it('ends with its canary when there was no more', () => {
    expect(step('canary', { done: 2 }, 5)).toEqual({ do: 'change', status: 'completed', ended: true })
    expect(step('canary', { done: 1, failed: 1 }, 5)).toEqual({ do: 'change', status: 'completed', ended: true })
    expect(step('canary', {}, 5)).toEqual({ do: 'change', status: 'completed', ended: true })
  })

  it('lets what a cancelled batch has begun come to its end', () => {
    expect(step('cancelled', { waiting: 5, acting: 1 })).toEqual({ do: 'wait' })
    expect(step('cancelled', { waiting: 5 })).toEqual({ do: 'change', status: 'cancelled', ended: true })
  })

  it('does nothing with one that is stopped or ended', () => {
    expect(step('stopped', { waiting: 5 })).toEqual({ do: 'nothing' })
    expect(decideBatchStep({ status: 'completed', canary: null, counts: none, endedAt: 1 })).toEqual({ do: 'nothing' })
  })
})

describe('decideItemEnd', () => {
  const letter = { status: 'retrying' as const, batchId: 'b', errorCode: 'BOOM', errorMessage: 'It broke' }
  const end = (more: Partial<Parameters<typeof decideItemEnd>[0]>) =>
    decideItemEnd({ batchId: 'b', letter, executionStatus: 'running', ...more })

  it('follows the letter', () => {
    expect(end({})).toBeUndefined()
    expect(end({ letter: { ...letter, status: 'resolved' } })).toEqual({ status: 'done' })
    expect(end({ letter: { ...letter, status: 'open' } })).toMatchObject({ status: 'failed', errorCode: 'BOOM' })
    expect(end({ letter: { ...letter, status: 'void' } })).toMatchObject({ errorCode: 'EXECUTION_CANCELLED' })
    expect(end({ letter: undefined })).toMatchObject({ errorCode: 'DEAD_LETTER_NOT_FOUND' })
  })

  it('takes a letter that somebody else retries meanwhile for one that had failed again', () => {
    expect(end({ letter: { ...letter, batchId: null } })).toMatchObject({ status: 'failed' })
  })

  it('does not wait for a node that another failure keeps from running', () => {
    expect(end({ executionStatus: 'failed' })).toMatchObject({ errorCode: 'EXECUTION_HALTED' })
  })

  it('follows the node in the execution that goes on in place of the first', () => {
    const node = (status: 'running' | 'completed' | 'failed', handled = false) => ({ status, handled })
    const resolved = { ...letter, status: 'resolved' as const }
    const behind = (successor: NonNullable<Parameters<typeof decideItemEnd>[0]['successor']>) =>
      end({ letter: resolved, successor })
    expect(behind({ status: 'running', node: node('running') })).toBeUndefined()
    expect(behind({ status: 'running', node: node('completed') })).toEqual({ status: 'done' })
    expect(behind({ status: 'failed', node: node('failed') })).toMatchObject({ errorCode: 'FAILED_AGAIN' })
    expect(behind({ status: 'running', node: node('failed', true) })).toEqual({ status: 'done' })
    expect(behind({ status: 'cancelled', node: undefined })).toMatchObject({ errorCode: 'EXECUTION_CANCELLED' })
    expect(behind({ status: undefined, node: undefined })).toMatchObject({ errorCode: 'EXECUTION_NOT_FOUND' })
  })
})
