import type { WaitState } from './state.ts'

type SignalWait = Extract<WaitState, { kind: 'signal' }>

/** What a wait becomes when its timer fires: the time has run out, or somebody is to be reminded. */
export function wakeFromSignal(wait: SignalWait, now: number): SignalWait {
  if (wait.until !== null && wait.until <= now) return { ...wait, timedOut: true }
  return { ...wait, reminders: wait.reminders + 1, reminding: true }
}
