import type { CircuitAnswer, CircuitRequest, FlowEntry, FlowState, SlotRequest } from '../ports/flow-state.ts'
import { askCircuit, CLOSED, reportCircuit } from './circuit.ts'
import {
  circuitRecord,
  circuitStateOf,
  expiryOf,
  type FlowRecord,
  slotRecord,
  slotStateOf,
  sortEntries,
  toFlowEntry,
} from './flow-record.ts'
import { giveSlotBack, takeSlot } from './slots.ts'

/** Limits and breakers of one process. */
export class MemoryFlowState implements FlowState {
  private readonly clock: () => number
  private readonly workspaces = new Map<string, Map<string, FlowRecord>>()

  /** `clock`: milliseconds since the epoch; `Date.now` when absent. */
  constructor(options: { clock?: () => number } = {}) {
    this.clock = options.clock ?? Date.now
  }

  async takeSlots(requests: readonly SlotRequest[]): Promise<number[]> {
    const now = this.clock()
    return requests.map((request) => {
      const records = this.recordsOf(request.workspaceId)
      const { state, slotAt } = takeSlot(slotStateOf(records.get(request.id)), { ...request, now })
      records.set(request.id, slotRecord(request, state))
      return Math.max(0, slotAt - now)
    })
  }

  async giveBack(slots: readonly { workspaceId: string; id: string; inMs: number }[]): Promise<void> {
    const now = this.clock()
    for (const { workspaceId, id, inMs } of slots) {
      const record = this.recordsOf(workspaceId).get(id)
      if (record?.kind === 'rate-limit') record.state = giveSlotBack(record.state, now + inMs, now)
    }
  }

  async askCircuit(request: CircuitRequest): Promise<CircuitAnswer> {
    const records = this.recordsOf(request.workspaceId)
    const before = circuitStateOf(records.get(request.id))
    const { state, answer } = askCircuit(before ?? CLOSED, { ...request, now: this.clock() })
    if (before) records.set(request.id, circuitRecord(request, state))
    return answer
  }

  async reportCircuit(request: Parameters<FlowState['reportCircuit']>[0]): Promise<void> {
    const records = this.recordsOf(request.workspaceId)
    const state = reportCircuit(circuitStateOf(records.get(request.id)) ?? CLOSED, { ...request, now: this.clock() })
    if (state === CLOSED) records.delete(request.id)
    else records.set(request.id, circuitRecord(request, state))
  }

  async list(workspaceId: string, limit: number): Promise<FlowEntry[]> {
    const now = this.clock()
    const records = this.recordsOf(workspaceId)
    for (const [id, record] of records) if (expiryOf(record, now) < now) records.delete(id)
    return sortEntries([...records].map(([id, record]) => toFlowEntry(id, record, now))).slice(0, limit)
  }

  async closeCircuit(workspaceId: string, id: string): Promise<boolean> {
    const records = this.recordsOf(workspaceId)
    return circuitStateOf(records.get(id)) !== undefined && records.delete(id)
  }

  async close(): Promise<void> {}

  private recordsOf(workspaceId: string): Map<string, FlowRecord> {
    const known = this.workspaces.get(workspaceId)
    if (known) return known
    const records = new Map<string, FlowRecord>()
    this.workspaces.set(workspaceId, records)
    return records
  }
}
