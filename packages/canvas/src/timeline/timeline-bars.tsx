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
}

/** The bars of one node. Each kind has a shape of its own: full while it runs, a line in the queue, dashes before a retry. */
export const TimelineBars = memo(function TimelineBars({ row, shown, now }: TimelineBarsProps): ReactElement {
  return (
    <>
      {row.segments.map((segment) => {
        const to = segment.to ?? now
        if (to < shown.from || segment.from > shown.to) return null
        const left = Math.max(0, shareOf(shown, segment.from))
        const right = Math.min(1, shareOf(shown, to))
        return (
          <span
            key={`${segment.kind}-${segment.from}`}
            data-kind={segment.kind}
            data-tone={toneOf(segment)}
            data-outcome={segment.outcome}
            title={describeSegment(segment, now)}
            className={cn('timeline-bar', segment.to === undefined && 'timeline-open')}
            style={{ left: `${left * 100}%`, width: `max(3px, ${(right - left) * 100}%)` }}
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
