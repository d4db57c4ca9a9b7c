/** A stretch of time, in ms since the epoch. */
export interface TimeWindow {
  from: number
  to: number
}

/** The shortest stretch that can be zoomed into, in ms. */
const SHORTEST = 5

/**
 * A part of `whole`, `factor` times as long as before, around a moment that stays where it is on the screen.
 * @param factor below 1 zooms in
 */
export function zoomWindow(shown: TimeWindow, whole: TimeWindow, factor: number, around: number): TimeWindow {
  const span = shown.to - shown.from
  const next = Math.min(whole.to - whole.from, Math.max(SHORTEST, span * factor))
  const share = span === 0 ? 0.5 : (around - shown.from) / span
  return keepInside({ from: around - next * share, to: around + next * (1 - share) }, whole)
}

/** The same length of time, `share` of it later (or earlier, when negative). */
export function panWindow(shown: TimeWindow, whole: TimeWindow, share: number): TimeWindow {
  const by = (shown.to - shown.from) * share
  return keepInside({ from: shown.from + by, to: shown.to + by }, whole)
}

/** Moves a stretch so that a moment is in it; as it is when it was in it before. */
export function revealMoment(shown: TimeWindow, whole: TimeWindow, moment: number): TimeWindow {
  if (moment >= shown.from && moment <= shown.to) return shown
  const half = (shown.to - shown.from) / 2
  return keepInside({ from: moment - half, to: moment + half }, whole)
}

function keepInside({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow {
  const span = Math.min(to - from, whole.to - whole.from)
  const start = Math.min(Math.max(from, whole.from), whole.to - span)
  return { from: start, to: start + span }
}

/** Where a moment stands in a stretch: 0 at its beginning, 1 at its end. */
export function shareOf(shown: TimeWindow, moment: number): number {
  return shown.to === shown.from ? 0 : (moment - shown.from) / (shown.to - shown.from)
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200].map((s) => s * 1_000)
const DAY = 86_400_000

/** Round moments after `zero` to write on the line, `most` at most. */
export function ticksOf(shown: TimeWindow, zero: number, most: number): number[] {
  const span = shown.to - shown.from
  const step =
    [...STEPS, ...SECONDS].find((candidate) => span / candidate <= most) ?? Math.ceil(span / most / DAY) * DAY
  const ticks: number[] = []
  for (let at = zero + Math.ceil((shown.from - zero) / step) * step; at <= shown.to; at += step) ticks.push(at)
  return ticks
}
