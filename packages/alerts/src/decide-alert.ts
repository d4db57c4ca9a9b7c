/** What a check saw. */
export interface Measurement {
  breached: boolean
  /** In a sentence, for the list and the message. */
  finding: string
}

/** The part of a rule's row that a check decides on. Times are the database's. */
export interface AlertState {
  state: 'ok' | 'firing'
  stateSince: Date | null
  breachedSince: Date | null
  /** The channels were told that it fires. */
  notified: boolean
  notifiedAt: Date | null
}

export interface AlertTimes {
  forSeconds: number
  minIntervalMinutes: number
}

export interface AlertDecision {
  next: AlertState
  /** What the channels are to be told. */
  message: 'firing' | 'recovered' | null
}

/**
 * What a check makes of a rule. Pure.
 *
 * `ok` → (the condition has held for `forSeconds`) `firing` → (it no longer holds) `ok`.
 *
 * Going to `firing` is told at once, or, when the last message is younger than the interval, as soon as that has passed and it
 * still fires. Only who was told of an alarm is told of its end.
 */
export function decideAlert(
  current: AlertState,
  { forSeconds, minIntervalMinutes }: AlertTimes,
  { breached }: Measurement,
  now: Date,
): AlertDecision {
  if (!breached) {
    const recovered = current.state === 'firing'
    const next: AlertState = { ...current, state: 'ok', breachedSince: null, notified: false }
    if (recovered) next.stateSince = now
    return { next, message: recovered && current.notified ? 'recovered' : null }
  }
  const breachedSince = current.breachedSince ?? now
  const next: AlertState = { ...current, breachedSince }
  if (current.state === 'ok') {
    if (now.getTime() - breachedSince.getTime() < forSeconds * 1_000) return { next, message: null }
    next.state = 'firing'
    next.stateSince = now
  }
  const quiet =
    current.notifiedAt !== null && now.getTime() - current.notifiedAt.getTime() < minIntervalMinutes * 60_000
  if (next.notified || quiet) return { next, message: null }
  return { next: { ...next, notified: true, notifiedAt: now }, message: 'firing' }
}
