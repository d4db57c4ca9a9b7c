'use client'

import { createContext, type ReactElement, useContext } from 'react'
import { cn } from './cn.ts'
import { formatCountdown, formatDuration, formatExactTime, formatRelativeTime } from './format-time.ts'
import { useNow } from './use-now.ts'

/**
 * What counts up or down inside it stands at this moment (ms since the epoch) instead of following the clock: for looking
 * back at how something stood then. Null, the default, follows the clock.
 */
export const StoppedClock = createContext<number | null>(null)

function useMoment(interval: number): number {
  const now = useNow(interval)
  return useContext(StoppedClock) ?? now
}

type Instant = string | number | Date

function toMs(at: Instant): number {
  return typeof at === 'number' ? at : new Date(at).getTime()
}

/** How long ago something was, or how far ahead it is; the exact time on hover. Keeps itself up to date. */
export function RelativeTime({ at, className }: { at: Instant; className?: string }): ReactElement {
  const now = useNow(10_000)
  const ms = toMs(at)
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={now === 0 ? undefined : formatExactTime(ms)}
      className={cn('whitespace-nowrap tabular-nums', className)}
      suppressHydrationWarning
    >
      {now === 0 ? new Date(ms).toISOString().slice(0, 10) : formatRelativeTime(ms, Math.max(now, 0))}
    </time>
  )
}

export interface DurationProps {
  /** A duration that is known … */
  ms?: number | null
  /** … or its start; it counts up until `until` is known. */
  since?: Instant | null
  until?: Instant | null
  className?: string
}

/** A length of time; counts up by itself while there is no end. */
export function Duration({ ms, since, until, className }: DurationProps): ReactElement {
  const classes = cn('whitespace-nowrap tabular-nums', className)
  if (ms !== undefined && ms !== null) return <span className={classes}>{formatDuration(ms)}</span>
  if (!since) return <span className={classes}>–</span>
  if (until) return <span className={classes}>{formatDuration(toMs(until) - toMs(since))}</span>
  return <RunningDuration since={toMs(since)} className={classes} />
}

function RunningDuration({ since, className }: { since: number; className: string }): ReactElement {
  const now = useMoment(1_000)
  return (
    <span className={className} suppressHydrationWarning>
      {now === 0 ? '–' : now - since < 1_000 ? '< 1 s' : formatDuration(Math.floor((now - since) / 1_000) * 1_000)}
    </span>
  )
}

/** Counts down to an instant; `now` once it has come. */
export function Countdown({ to, className }: { to: Instant; className?: string }): ReactElement {
  const now = useMoment(1_000)
  return (
    <span className={cn('whitespace-nowrap tabular-nums', className)} suppressHydrationWarning>
      {now === 0 ? '–' : formatCountdown(toMs(to) - now)}
    </span>
  )
}
