import type { DeadLetterEntry } from '@spane/api'

const BY = { person: 'at this page', api: 'through the API', program: 'by a program' } as const

/** What happened to a letter, in a sentence without its time. */
export function describeEntry(entry: DeadLetterEntry, failedVersion: number | null): string {
  const by = entry.by === null ? '' : entry.batchId === null ? ` ${BY[entry.by]}` : ` in a batch, ${BY[entry.by]}`
  switch (entry.kind) {
    case 'failed':
      return `Failed after ${entry.attempts === 1 ? '1 attempt' : `${entry.attempts ?? 0} attempts`}`
    case 'retried': {
      const input = entry.editedInput ? ' with another input' : ''
      const elsewhere = entry.successorId !== null || (entry.version !== null && entry.version !== failedVersion)
      const version = elsewhere ? ` on ${entry.version === null ? 'another version' : `version ${entry.version}`}` : ''
      return `Retried${input}${version}${by}`
    }
    case 'resolved':
      return entry.successorId === null ? 'Resolved: the retry succeeded' : 'Resolved: another execution took over'
    case 'discarded':
      return `Discarded${by}`
    case 'restored':
      return `Restored${by}`
    case 'voided':
      return 'Void: its execution was cancelled'
  }
}
