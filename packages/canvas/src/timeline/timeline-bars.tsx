'use client'

import { cn } from '@spane/ui'
import { memo, type ReactElement } from 'react'
import type { TimelineRow } from './build-timeline.ts'
import { describeSegment, toneOf } from './describe-segment.ts'
import { shareOf, type TimeWindow } from './time-window.ts'

interface TimelineBarsProps {
  row: TimelineRow
  shown: TimeWindow
  /** Where what still goes on ends for now. */
  now: number
  /** The length of the run hangs on it. */
  isCritical: boolean
}

/** The bars of one node. Each kind has a shape of its own: full while it runs, a line in the queue, dashes before a retry. */
export const TimelineBars = memo(function TimelineBars({
  row,
  shown,
  now,
  isCritical,
}: TimelineBarsProps): ReactElement {
  const end = row.segments.at(-1)?.to ?? now
  return (
    <>
      {isCritical && row.from <= shown.to && end >= shown.from && (
        <span aria-hidden="true" className="timeline-critical" style={place(shown, row.from, end)} />
      )}
      {row.segments.map((segment) => {
        const to = segment.to ?? now
        if (to < shown.from || segment.from > shown.to) return null
        return (
          <span
            key={`${segment.kind}-${segment.from}`}
            data-kind={segment.kind}
            data-tone={toneOf(segment)}
            data-outcome={segment.outcome}
            title={describeSegment(segment, now)}
            className={cn('timeline-bar', segment.to === undefined && 'timeline-open')}
            style={place(shown, segment.from, to)}
          />
        )
      })}
      {row.segments.length === 0 && row.from >= shown.from && row.from <= shown.to && (
        <span
          data-kind={row.given ? 'given' : 'mark'}
          data-tone={row.given ? 'accent' : 'skipped'}
          className="timeline-bar"
          style={{ left: `min(calc(100% - 8px), ${shareOf(shown, row.from) * 100}%)` }}
        />
      )}
    </>
  )
})

/** Where a bar lies in the row, as far as it is in sight; never too short to be seen. */
function place(shown: TimeWindow, from: number, to: number): { left: string; width: string } {
  const left = Math.max(0, shareOf(shown, from))
  const right = Math.min(1, shareOf(shown, to))
  return { left: `${left * 100}%`, width: `max(3px, ${(right - left) * 100}%)` }
}
