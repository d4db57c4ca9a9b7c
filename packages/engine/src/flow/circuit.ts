/**
 * The breaker of what a node calls. Times are milliseconds; 0 is none.
 *
 * closed -> open (after so many failures in a row) -> half-open (after the cooldown: one start tries) -> closed | open
 */
export interface CircuitState {
  /** Failures in a row. */
  failures: number
  openUntil: number
  /** While half-open: until then the one that tries is waited for. */
  probeUntil: number
}

export type CircuitPhase = 'closed' | 'open' | 'half-open'

/** `role` of a start that may go on: `probe` is the one that tries; `watch` has failures before it to make good. */
export type CircuitAnswer = { wait: number } | { role: 'plain' | 'watch' | 'probe' }

/** `unknown`: the start ended without a word about what it called. */
export type CircuitOutcome = 'ok' | 'failed' | 'unknown'

export const CLOSED: CircuitState = { failures: 0, openUntil: 0, probeUntil: 0 }

export function circuitPhase(state: CircuitState, now: number): CircuitPhase {
  if (state.openUntil === 0) return 'closed'
  return state.openUntil > now ? 'open' : 'half-open'
}

/** Whether a start may go on. While one tries, others look again when it must be done, or a cooldown later. */
export function askCircuit(
  state: CircuitState,
  { cooldown, probeMs, now }: { cooldown: number; probeMs: number; now: number },
): { state: CircuitState; answer: CircuitAnswer } {
  const phase = circuitPhase(state, now)
  if (phase === 'closed') return { state, answer: { role: state.failures > 0 ? 'watch' : 'plain' } }
  if (phase === 'open') return { state, answer: { wait: state.openUntil - now } }
  if (state.probeUntil > now) return { state, answer: { wait: Math.min(state.probeUntil - now, cooldown) } }
  return { state: { ...state, probeUntil: now + probeMs }, answer: { role: 'probe' } }
}

/** What a start that was let through says of what it called. */
export function reportCircuit(
  state: CircuitState,
  report: {
    role: 'plain' | 'watch' | 'probe'
    outcome: CircuitOutcome
    failures: number
    cooldown: number
    now: number
  },
): CircuitState {
  const { role, outcome, now } = report
  if (role === 'probe') {
    if (outcome === 'ok') return CLOSED
    if (outcome === 'unknown') return { ...state, probeUntil: 0 }
    return { failures: state.failures + 1, openUntil: now + report.cooldown, probeUntil: 0 }
  }
  // It was let through before the circuit opened: the one that tries decides.
  if (state.openUntil !== 0 || outcome === 'unknown') return state
  if (outcome === 'ok') return CLOSED
  const failures = state.failures + 1
  return { failures, openUntil: failures >= report.failures ? now + report.cooldown : 0, probeUntil: 0 }
}
