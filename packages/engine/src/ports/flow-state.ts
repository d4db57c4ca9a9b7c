import type { CircuitAnswer, CircuitOutcome, CircuitPhase } from '../flow/circuit.ts'

export type { CircuitAnswer, CircuitOutcome, CircuitPhase } from '../flow/circuit.ts'

/** Names a limit or a breaker. Those of two workspaces never meet. */
export interface FlowSubject {
  workspaceId: string
  /** Stable, at most 700 characters. */
  id: string
  /** What people read. */
  name: string
}

export interface SlotRequest extends FlowSubject {
  limit: number
  /** Milliseconds. */
  per: number
}

export interface CircuitRequest extends FlowSubject {
  /** Failures in a row that open it. */
  failures: number
  /** Milliseconds. */
  cooldown: number
  /** Milliseconds after which the one that tries is given up. */
  probeMs: number
}

/** A limit or a breaker as it stands. */
export type FlowEntry = { id: string; name: string } & (
  | {
      kind: 'rate-limit'
      limit: number
      per: number /** Milliseconds until a start that asks now would begin. */
      wait: number
    }
  | { kind: 'circuit'; phase: CircuitPhase; failures: number /** Milliseconds until one may try. */; wait: number }
)

/**
 * What all workers share about rate limits and circuit breakers. Nothing here is the truth of an execution: lost, limits
 * begin anew and circuits are closed. Each method is one atomic step by one clock, the shared one.
 */
export interface FlowState {
  /** Gives each start its time: milliseconds to wait, 0 for now. The time is kept for it. */
  takeSlots(requests: readonly SlotRequest[]): Promise<number[]>
  /** A start will not come at the time that was kept for it, this many milliseconds from now: another may have it. */
  giveBack(slots: readonly { workspaceId: string; id: string; inMs: number }[]): Promise<void>
  askCircuit(request: CircuitRequest): Promise<CircuitAnswer>
  /** Only needed of those that did not answer `plain`, and of failures. */
  reportCircuit(request: CircuitRequest & { role: 'plain' | 'watch' | 'probe'; outcome: CircuitOutcome }): Promise<void>
  /** Up to `limit` entries of a workspace that say anything, by name. */
  list(workspaceId: string, limit: number): Promise<FlowEntry[]>
  /** Closes a circuit by hand. False when there is none. */
  closeCircuit(workspaceId: string, id: string): Promise<boolean>
  close(): Promise<void>
}
