import type { DeadLetterEntry } from '@spane/api'
import { describe, expect, it } from 'vitest'
import { describeEntry } from './describe-entry.ts'

const entry = (more: Partial<DeadLetterEntry>): DeadLetterEntry => ({
  seq: 1,
  at: '',
  kind: 'failed',
  by: null,
  batchId: null,
  editedInput: false,
  version: 1,
  successorId: null,
  errorCode: null,
  errorMessage: null,
  attempts: null,
  ...more,
})

describe('describeEntry', () => {
  it('tells a failure with its attempts', () => {
    expect(describeEntry(entry({ attempts: 3 }), 1)).toBe('Failed after 3 attempts')
    expect(describeEntry(entry({ attempts: 1 }), 1)).toBe('Failed after 1 attempt')
  })
  it('tells who retried, with what, and on which version', () => {
    expect(describeEntry(entry({ kind: 'retried', by: 'person' }), 1)).toBe('Retried at this page')
    const latest = entry({ kind: 'retried', by: 'api', batchId: 'b', editedInput: true, version: 2, successorId: 'e' })
    expect(describeEntry(latest, 1)).toBe('Retried with another input on version 2 in a batch, through the API')
  })
  it('tells how it ended', () => {
    expect(describeEntry(entry({ kind: 'resolved' }), 1)).toBe('Resolved: the retry succeeded')
    expect(describeEntry(entry({ kind: 'discarded', by: 'program' }), 1)).toBe('Discarded by a program')
    expect(describeEntry(entry({ kind: 'voided' }), 1)).toBe('Void: its execution was cancelled')
  })
})
