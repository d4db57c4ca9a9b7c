const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `840 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`, `4 d 3 h`: two units at most, and a width that hardly changes. */
export function formatDuration(ms: number): string {
  const value = Math.round(Math.max(0, ms))
  if (value < SECOND) return `${value} ms`
  if (value < 10 * SECOND) return `${(Math.floor(value / 100) / 10).toFixed(1)} s`
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`
  if (value < HOUR) return `${Math.floor(value / MINUTE)} min ${pad(Math.floor((value % MINUTE) / SECOND))} s`
  if (value < DAY) return `${Math.floor(value / HOUR)} h ${pad(Math.floor((value % HOUR) / MINUTE))} min`
  return `${Math.floor(value / DAY)} d ${Math.floor((value % DAY) / HOUR)} h`
}

/** Whole seconds, rounded up, so that a count-down ends at 1 and never shows 0 while it waits; minutes while there are many. */
export function formatCountdown(ms: number): string {
  if (ms <= 0) return 'now'
  if (ms > 10 * MINUTE && ms <= 59 * MINUTE) return `${Math.ceil(ms / MINUTE)} min`
  const seconds = Math.ceil(ms / SECOND)
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * SECOND)
}

/** `just now`, `5 min ago`, `in 2 h`, `3 d ago`; the date once it is more than a month away. */
export function formatRelativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at)
  if (distance < 10 * SECOND) return 'just now'
  if (distance > 30 * DAY) return new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' })
  const amount =
    distance < MINUTE
      ? `${Math.floor(distance / SECOND)} s`
      : distance < HOUR
        ? `${Math.floor(distance / MINUTE)} min`
        : distance < DAY
          ? `${Math.floor(distance / HOUR)} h`
          : `${Math.floor(distance / DAY)} d`
  return at > now ? `in ${amount}` : `${amount} ago`
}

/** Date and time to the millisecond in the reader's zone. */
export function formatExactTime(at: number): string {
  const date = new Date(at)
  const day = date.toLocaleDateString(undefined, { dateStyle: 'medium' })
  return `${day}, ${formatClock(date)}`
}

/** Time of day to the millisecond in the reader's zone. */
export function formatClock(at: string | number | Date): string {
  const date = new Date(at)
  const seconds = `${pad(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${seconds}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
