/**
 * The memory of a rate limit: when its last starts were, or will be. A start is given the next time at which, within any
 * period, no more than `limit` begin; while it has to wait, starts are spread evenly. Times are whole milliseconds.
 *
 * A limit of thousands is remembered in groups: only the last start of each is kept, and a whole group waits for the one
 * that lies a period back. That is never more than the limit, and up to a hundredth less.
 */
export interface SlotState {
  /** The last start of each full group, the oldest first. */
  marks: number[]
  /** Starts in the group that is not full, and the time of the last start of all. */
  fill: number
  last: number
  /** Times that were given to starts which no longer come. */
  free: number[]
}

export const MAX_MARKS = 100
/** Most times that are kept to be given again. */
export const MAX_FREE = 1_000

/** How many groups of how many starts a limit is remembered in. */
export function groupsOf(limit: number): { groups: number; size: number } {
  const size = Math.ceil(limit / MAX_MARKS)
  return { groups: Math.floor(limit / size), size }
}

/** Gives the next start its time, and remembers it. */
export function takeSlot(
  before: SlotState | undefined,
  { limit, per, now }: { limit: number; per: number; now: number },
): { state: SlotState; slotAt: number } {
  const { groups, size } = groupsOf(limit)
  const free = (before?.free ?? []).filter((time) => time >= now)
  const marks = (before?.marks ?? []).slice(-groups)
  const { fill = 0, last = 0 } = before ?? {}
  const [given, ...left] = free
  if (given !== undefined) return { state: { marks, fill, last, free: left }, slotAt: given }
  const oldest = marks[0]
  const allowed = marks.length === groups && oldest !== undefined ? oldest + per : now
  const slotAt = allowed > now || last > now ? Math.max(allowed, last + Math.floor(per / limit), now) : now
  const isFull = fill + 1 >= size
  return {
    state: {
      marks: isFull ? [...marks, slotAt].slice(-groups) : marks,
      fill: isFull ? 0 : fill + 1,
      last: slotAt,
      free,
    },
    slotAt,
  }
}

/** Keeps a time that is not used to be given again. */
export function giveSlotBack(state: SlotState, slotAt: number, now: number): SlotState {
  if (slotAt < now || state.free.length >= MAX_FREE) return state
  return { ...state, free: [...state.free, slotAt].sort((a, b) => a - b) }
}

/** Kept a little longer than it counts, so that people see what was limited a moment ago. */
export const SHOWN_MS = 60_000

/** Until when the memory of a limit is worth keeping. */
export function slotsExpireAt(state: SlotState, per: number): number {
  return state.last + Math.max(per, SHOWN_MS)
}
