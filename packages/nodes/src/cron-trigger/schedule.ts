import { Cron } from 'croner'

/** When a cron trigger fires. */
export interface Schedule {
  /** Five fields, or six with the seconds first. */
  pattern: string
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string
}

/** What happens to ticks that came while nobody was there to start them. */
export type CatchUp = 'skip' | 'one' | 'all'

/** A tick that is not older than this counts as on time: it runs whatever the catch-up policy says. */
export const ON_TIME_MS = 60_000
/** Most ticks that are handed out at once; the rest follows. */
const MAX_TICKS = 500

/** What is wrong with a schedule, by the field that is to blame; undefined when it is right. */
export function findScheduleMistake({
  pattern,
  timeZone,
}: Schedule): { field: 'pattern' | 'timeZone'; message: string } | undefined {
  if (!isTimeZone(timeZone)) return { field: 'timeZone', message: 'Name a time zone, such as Europe/Berlin or UTC.' }
  const fields = pattern.trim().split(/\s+/)
  if (fields.length !== 5 && fields.length !== 6) {
    const message = 'A schedule has five fields: minute, hour, day, month, weekday; a sixth, in front, is the second.'
    return { field: 'pattern', message }
  }
  try {
    if (create({ pattern, timeZone }).nextRun() === null) {
      return { field: 'pattern', message: 'There is no such time: this schedule would never fire.' }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Cron\w+: /, '') : String(error)
    return { field: 'pattern', message: `This is no schedule: ${reason}` }
  }
  return undefined
}

/** The first tick after a time; null when there is none. */
export function nextTick(schedule: Schedule, after: Date): Date | null {
  return create(schedule).nextRun(after)
}

/** The next ticks after a time, the soonest first. */
export function nextTicks(schedule: Schedule, after: Date, count: number): Date[] {
  return create(schedule).nextRuns(count, after)
}

/**
 * The ticks to start now of a schedule whose next one was to be at `from`, and the one to wait for after them (null: there
 * is none). Ticks of the last minute are on time and all run. Of older ones `all` run, or `one`, the newest, when no tick on
 * time stands in for them, or none (`skip`). When `next` is not in the future, there are more to start.
 */
export function dueTicks(
  schedule: Schedule,
  { from, now, catchUp }: { from: Date; now: Date; catchUp: CatchUp },
): { ticks: Date[]; next: Date | null } {
  const cron = create(schedule)
  const onTimeFrom = new Date(now.getTime() - ON_TIME_MS)
  const ticks: Date[] = []
  let tick: Date | null = from
  if (catchUp !== 'all' && from < onTimeFrom) {
    // The pattern answers directly: a schedule of every second may have missed millions.
    tick = cron.nextRun(new Date(onTimeFrom.getTime() - 1))
    const newestMissed = cron.previousRuns(1, onTimeFrom)[0] ?? from
    const noneOnTime = tick === null || tick > now
    if (catchUp === 'one' && noneOnTime) ticks.push(newestMissed > from ? newestMissed : from)
  }
  while (tick !== null && tick <= now && ticks.length < MAX_TICKS) {
    ticks.push(tick)
    tick = cron.nextRun(tick)
  }
  return { ticks, next: tick }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name !== ''
  } catch {
    return false
  }
}

function create({ pattern, timeZone }: Schedule): Cron {
  return new Cron(pattern, { timezone: timeZone, mode: '5-or-6-parts', paused: true })
}
