import type { CircuitRequest, FlowEntry, SlotRequest } from '../ports/flow-state.ts'
import { type CircuitState, circuitPhase } from './circuit.ts'
import { type SlotState, slotsExpireAt, takeSlot } from './slots.ts'

/** A limit or a breaker as it is stored, with what is needed to show it. JSON. */
export type FlowRecord =
  | { kind: 'rate-limit'; name: string; limit: number; per: number; state: SlotState }
  | { kind: 'circuit'; name: string; state: CircuitState }

/** A breaker that nobody has asked for so long is closed. */
export const CIRCUIT_LIFE_MS = 86_400_000

export function slotRecord({ name, limit, per }: SlotRequest, state: SlotState): FlowRecord {
  return { kind: 'rate-limit', name, limit, per, state }
}

export function circuitRecord({ name }: Pick<CircuitRequest, 'name'>, state: CircuitState): FlowRecord {
  return { kind: 'circuit', name, state }
}

export function slotStateOf(record: FlowRecord | undefined): SlotState | undefined {
  return record?.kind === 'rate-limit' ? record.state : undefined
}

export function circuitStateOf(record: FlowRecord | undefined): CircuitState | undefined {
  return record?.kind === 'circuit' ? record.state : undefined
}

/** When a record says nothing any more. */
export function expiryOf(record: FlowRecord, now: number): number {
  if (record.kind === 'rate-limit') return slotsExpireAt(record.state, record.per)
  return now + CIRCUIT_LIFE_MS
}

/** A record as it is shown. */
export function toFlowEntry(id: string, record: FlowRecord, now: number): FlowEntry {
  const { name } = record
  if (record.kind === 'rate-limit') {
    const { limit, per, state } = record
    const { slotAt } = takeSlot(state, { limit, per, now })
    return { id, name, kind: 'rate-limit', limit, per, wait: Math.max(0, slotAt - now) }
  }
  const { failures, openUntil } = record.state
  const phase = circuitPhase(record.state, now)
  return { id, name, kind: 'circuit', phase, failures, wait: Math.max(0, openUntil - now) }
}

/** Open circuits first, then by name. */
export function sortEntries(entries: FlowEntry[]): FlowEntry[] {
  const rank = (entry: FlowEntry) => (entry.kind === 'circuit' && entry.phase !== 'closed' ? 0 : 1)
  return entries.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
