import { formatDuration, type Tone } from '@spane/ui'
import type { Segment, TimelineRow } from './build-timeline.ts'

const OUTCOMES = {
  completed: 'completed',
  failed: 'failed',
  waiting: 'then waited',
  lost: 'its worker was lost',
  cancelled: 'stopped',
} as const satisfies Record<NonNullable<Segment['outcome']>, string>

/** A bar in words, e.g. `Attempt 2 ran 1.2 s, failed`. */
export function describeSegment(segment: Segment, now: number): string {
  const length = formatDuration((segment.to ?? now) - segment.from)
  const soFar = segment.to === undefined ? ' so far' : ''
  switch (segment.kind) {
    case 'queue':
      return `Queued for ${length}${soFar}`
    case 'run': {
      const outcome = segment.outcome ? `, ${OUTCOMES[segment.outcome]}` : ''
      return `Attempt ${segment.attempt} ran ${length}${soFar}${outcome}`
    }
    case 'retry':
      return `Waited ${length}${soFar} for attempt ${segment.attempt}`
    case 'limit':
      return `Held back by a limit for ${length}${soFar}`
    case 'wait':
      return `Waited ${length}${soFar}`
    case 'children':
      return `Child executions took ${length}${soFar}`
  }
}

/** The row in words: all that a person sees in its bars. */
export function describeRow(row: TimelineRow, now: number): string {
  if (row.given) return 'Its result was given; it did not run'
  if (row.segments.length === 0) return row.status === 'skipped' ? 'Skipped' : 'Has not run'
  return row.segments.map((segment) => describeSegment(segment, now)).join('. ')
}

/** The colour of a bar. Its shape tells the same: see `timeline-bar` in the style sheet. */
export function toneOf({ kind, outcome }: Segment): Tone {
  switch (kind) {
    case 'run':
      return outcome === undefined ? 'running' : outcome === 'lost' ? 'retrying' : outcome
    case 'retry':
    case 'limit':
      return 'retrying'
    case 'wait':
    case 'children':
      return 'waiting'
    case 'queue':
      return 'pending'
  }
}
