import type { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import type { CircuitAnswer, CircuitRequest, FlowEntry, FlowState, SlotRequest } from '../ports/flow-state.ts'
import { CIRCUIT_LIFE_MS, type FlowRecord, sortEntries, toFlowEntry } from './flow-record.ts'
import { ASK_CIRCUIT, GIVE_BACK, REPORT_CIRCUIT, TAKE_SLOT } from './redis-scripts.ts'

/** Most records of a workspace that are looked at for a list. */
const MAX_LISTED = 2_000

/** Limits and breakers in Redis, by its clock. */
export class RedisFlowState implements FlowState {
  private readonly redis: Redis
  private readonly prefix: string

  /** The connection is duplicated, and closed with this. */
  constructor(redis: Redis, options: { prefix: string; logger: Logger }) {
    this.redis = redis.duplicate({ maxRetriesPerRequest: 1, lazyConnect: true })
    this.redis.on('error', (error) => options.logger.debug({ err: error.message }, 'flow connection'))
    this.prefix = options.prefix
  }

  async takeSlots(requests: readonly SlotRequest[]): Promise<number[]> {
    const answers = await Promise.all(
      requests.map((request) => {
        const { id, name, limit, per } = request
        return this.redis.eval(TAKE_SLOT, 2, ...this.keys(request), id, name, limit, per)
      }),
    )
    return answers.map(Number)
  }

  async giveBack(slots: readonly { workspaceId: string; id: string; inMs: number }[]): Promise<void> {
    await Promise.all(
      slots.map((slot) => this.redis.eval(GIVE_BACK, 2, ...this.keys(slot), slot.id, Math.round(slot.inMs))),
    )
  }

  async askCircuit(request: CircuitRequest): Promise<CircuitAnswer> {
    const { id, name, cooldown, probeMs } = request
    const args = [id, name, cooldown, probeMs, CIRCUIT_LIFE_MS]
    const answer = await this.redis.eval(ASK_CIRCUIT, 2, ...this.keys(request), ...args)
    const [goesOn, said] = answer as [number, string]
    return goesOn === 1 ? { role: said as 'plain' | 'watch' | 'probe' } : { wait: Number(said) }
  }

  async reportCircuit(request: Parameters<FlowState['reportCircuit']>[0]): Promise<void> {
    const { id, name, failures, cooldown, role, outcome } = request
    const args = [id, name, failures, cooldown, role, outcome, CIRCUIT_LIFE_MS]
    await this.redis.eval(REPORT_CIRCUIT, 2, ...this.keys(request), ...args)
  }

  async list(workspaceId: string, limit: number): Promise<FlowEntry[]> {
    const [, index] = this.keys({ workspaceId, id: '' })
    const [ids, [seconds, micros]] = await Promise.all([
      this.redis.zrevrange(index, 0, MAX_LISTED - 1),
      this.redis.time(),
    ])
    if (ids.length === 0) return []
    const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
    const texts = await this.redis.mget(ids.map((id) => this.keys({ workspaceId, id })[0]))
    const entries = texts.flatMap((text, position) =>
      text === null ? [] : [toFlowEntry(ids[position] as string, readRecord(text), now)],
    )
    return sortEntries(entries).slice(0, limit)
  }

  async closeCircuit(workspaceId: string, id: string): Promise<boolean> {
    const [key, index] = this.keys({ workspaceId, id })
    const text = await this.redis.get(key)
    if (text === null || readRecord(text).kind !== 'circuit') return false
    const [removed] = await Promise.all([this.redis.del(key), this.redis.zrem(index, id)])
    return removed === 1
  }

  async close(): Promise<void> {
    this.redis.disconnect()
  }

  /** The braces put all keys of a workspace on one node of a cluster. */
  private keys({ workspaceId, id }: { workspaceId: string; id: string }): [record: string, index: string] {
    const base = `${this.prefix}:flow:{${workspaceId}}`
    return [`${base}:record:${id}`, `${base}:index`]
  }
}

/** Lua writes an empty list as an empty object. */
function readRecord(text: string): FlowRecord {
  const record = JSON.parse(text) as FlowRecord
  if (record.kind !== 'rate-limit') return record
  const { marks, free, ...state } = record.state
  const list = (value: unknown): number[] => (Array.isArray(value) ? value : [])
  return { ...record, state: { ...state, marks: list(marks), free: list(free) } }
}
