import pg from 'pg'
import type { Logger } from '../logger.ts'
import type { CircuitAnswer, CircuitRequest, FlowEntry, FlowState, SlotRequest } from '../ports/flow-state.ts'
import { MicroBatcher } from '../queue/micro-batcher.ts'
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

/** Names what is taken while the table is made. */
const SETUP_LOCK = 4_221_907_113
const MAX_BATCH = 200
const MAX_LISTED = 2_000
/** Records that say nothing any more are removed about so often, in milliseconds. */
const CLEAN_EVERY_MS = 60_000
const IDLE_IN_TRANSACTION_MS = 5_000

/** One step on one record. */
interface Change {
  workspaceId: string
  id: string
  /** Null removes the record; undefined leaves it as it is. */
  decide: (before: FlowRecord | undefined, now: number) => { after?: FlowRecord | null; answer: unknown }
}

/**
 * Limits and breakers in PostgreSQL, by its clock, in a table that this makes for itself in a schema of its own. Unlogged:
 * after a crash of the server limits begin anew and circuits are closed, which costs nothing that has to be kept. Steps
 * that come at the same time share a transaction, which locks its records in one order.
 */
export class PostgresFlowState implements FlowState {
  private readonly pool: pg.Pool
  private readonly prefix: string
  private readonly changes: MicroBatcher<Change, unknown>
  private ready: Promise<void> | undefined
  private cleanedAt = 0

  constructor(connectionString: string, options: { prefix: string; logger: Logger }) {
    this.pool = new pg.Pool({
      connectionString,
      max: 2,
      keepAlive: true,
      idleTimeoutMillis: 60_000,
      // A process that stands still in the middle of a change is not waited for.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    })
    const onError = (error: Error) => options.logger.debug({ err: error.message }, 'flow connection')
    this.pool.on('error', onError)
    this.pool.on('connect', (client) => client.on('error', onError))
    this.prefix = options.prefix
    this.changes = new MicroBatcher((batch) => this.apply(batch), { maxSize: MAX_BATCH })
  }

  async takeSlots(requests: readonly SlotRequest[]): Promise<number[]> {
    const answers = requests.map((request) =>
      this.change(request, (before, now) => {
        const { state, slotAt } = takeSlot(slotStateOf(before), { ...request, now })
        return { after: slotRecord(request, state), answer: Math.max(0, slotAt - now) }
      }),
    )
    return (await Promise.all(answers)) as number[]
  }

  async giveBack(slots: readonly { workspaceId: string; id: string; inMs: number }[]): Promise<void> {
    await Promise.all(
      slots.map((slot) =>
        this.change(slot, (before, now) => {
          if (before?.kind !== 'rate-limit') return { answer: undefined }
          return {
            after: { ...before, state: giveSlotBack(before.state, Math.round(now + slot.inMs), now) },
            answer: undefined,
          }
        }),
      ),
    )
  }

  async askCircuit(request: CircuitRequest): Promise<CircuitAnswer> {
    if (!(await this.isKnown(request))) return { role: 'plain' }
    const answer = await this.change(request, (before, now) => {
      const known = circuitStateOf(before)
      const { state, answer } = askCircuit(known ?? CLOSED, { ...request, now })
      return { ...(state !== (known ?? CLOSED) && { after: circuitRecord(request, state) }), answer }
    })
    return answer as CircuitAnswer
  }

  async reportCircuit(request: Parameters<FlowState['reportCircuit']>[0]): Promise<void> {
    await this.change(request, (before, now) => {
      const known = circuitStateOf(before) ?? CLOSED
      const state = reportCircuit(known, { ...request, now })
      if (state === known) return { answer: undefined }
      return { after: state === CLOSED ? null : circuitRecord(request, state), answer: undefined }
    })
  }

  async list(workspaceId: string, limit: number): Promise<FlowEntry[]> {
    await this.setUp()
    const { rows } = await this.pool.query(
      `SELECT id, body, ${NOW} AS now FROM spane_flow.record WHERE scope = $1 AND expires_at > ${NOW} AND body IS NOT NULL
       ORDER BY expires_at DESC LIMIT ${MAX_LISTED}`,
      [this.scope(workspaceId)],
    )
    return sortEntries(rows.map((raw) => toFlowEntry(raw.id, JSON.parse(raw.body), Number(raw.now)))).slice(0, limit)
  }

  async closeCircuit(workspaceId: string, id: string): Promise<boolean> {
    const closed = await this.change({ workspaceId, id }, (before) =>
      before?.kind === 'circuit' ? { after: null, answer: true } : { answer: false },
    )
    return closed === true
  }

  async close(): Promise<void> {
    await this.changes.idle()
    await this.pool.end()
  }

  /** Most circuits never failed: to learn that takes no lock. */
  private async isKnown({ workspaceId, id }: CircuitRequest): Promise<boolean> {
    await this.setUp()
    const { rowCount } = await this.pool.query({
      name: 'flow-is-known',
      text: `SELECT FROM spane_flow.record WHERE scope = $1 AND id = $2 AND expires_at > ${NOW} AND body IS NOT NULL`,
      values: [this.scope(workspaceId), id],
    })
    return rowCount === 1
  }

  private change({ workspaceId, id }: Pick<Change, 'workspaceId' | 'id'>, decide: Change['decide']): Promise<unknown> {
    return this.changes.add({ workspaceId, id, decide })
  }

  private async apply(batch: Change[]): Promise<unknown[]> {
    await this.setUp()
    const client = await this.pool.connect()
    let broken = false
    try {
      await client.query('BEGIN')
      const answers = await this.applyTo(client, batch)
      await client.query('COMMIT')
      return answers
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  private async applyTo(client: pg.PoolClient, batch: Change[]): Promise<unknown[]> {
    const keys = new Map(
      batch.map((change) => [this.key(change), [this.scope(change.workspaceId), change.id] as const]),
    )
    const scopes = [...keys.values()].map(([scope]) => scope)
    const ids = [...keys.values()].map(([, id]) => id)
    // Also locks records that do not exist yet: two first starts must not both be the first.
    await client.query(
      `INSERT INTO spane_flow.record (scope, id, body, expires_at)
       SELECT scope, id, NULL, ${NOW} + 60000 FROM unnest($1::text[], $2::text[]) AS k(scope, id) ORDER BY scope, id
       ON CONFLICT (scope, id) DO NOTHING`,
      [scopes, ids],
    )
    const { rows } = await client.query(
      `SELECT r.scope, r.id, CASE WHEN r.expires_at > ${NOW} THEN r.body END AS body FROM spane_flow.record r
       JOIN unnest($1::text[], $2::text[]) AS k(scope, id) ON r.scope = k.scope AND r.id = k.id
       ORDER BY r.scope, r.id FOR UPDATE OF r`,
      [scopes, ids],
    )
    // Read behind the locks, so that time never runs back between two steps on a record.
    const clock = await client.query(`SELECT ${NOW} AS now`)
    const now = Number(clock.rows[0].now)
    const records = new Map<string, FlowRecord | undefined>(
      rows.map((raw) => [`${raw.scope}\u0000${raw.id}`, raw.body === null ? undefined : JSON.parse(raw.body)]),
    )
    const answers = batch.map((change) => {
      const { after, answer } = change.decide(records.get(this.key(change)), now)
      if (after !== undefined) records.set(this.key(change), after ?? undefined)
      return answer
    })
    const kept = [...records].map(([key, record]) => ({ key, record }))
    await client.query(
      `UPDATE spane_flow.record r SET body = k.body, expires_at = k.expires_at
       FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[]) AS k(scope, id, body, expires_at)
       WHERE r.scope = k.scope AND r.id = k.id`,
      [
        kept.map(({ key }) => keys.get(key)?.[0]),
        kept.map(({ key }) => keys.get(key)?.[1]),
        kept.map(({ record }) => (record ? JSON.stringify(record) : null)),
        kept.map(({ record }) => (record ? expiryOf(record, now) : now)),
      ],
    )
    if (now - this.cleanedAt > CLEAN_EVERY_MS) {
      this.cleanedAt = now
      await client.query(
        `DELETE FROM spane_flow.record WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM spane_flow.record WHERE expires_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED))`,
        [now - CLEAN_EVERY_MS],
      )
    }
    return answers
  }

  private setUp(): Promise<void> {
    this.ready ??= this.createTable().catch((error) => {
      this.ready = undefined
      throw error
    })
    return this.ready
  }

  /** Asks first: who may not make a schema can still use one that is there. */
  private async createTable(): Promise<void> {
    const { rows } = await this.pool.query(`SELECT to_regclass('spane_flow.record') AS there`)
    if (rows[0].there !== null) return
    // Statements in one message are one transaction.
    await this.pool.query(
      `SELECT pg_advisory_xact_lock(${SETUP_LOCK});
       CREATE SCHEMA IF NOT EXISTS spane_flow;
       CREATE UNLOGGED TABLE IF NOT EXISTS spane_flow.record (
         scope text NOT NULL, id text NOT NULL, body text, expires_at float8 NOT NULL, PRIMARY KEY (scope, id)
       ) WITH (fillfactor = 50)`,
    )
  }

  private key({ workspaceId, id }: Pick<Change, 'workspaceId' | 'id'>): string {
    return `${this.scope(workspaceId)}\u0000${id}`
  }

  private scope(workspaceId: string): string {
    return `${this.prefix}/${workspaceId}`
  }
}

/** Milliseconds since the epoch, whole. */
const NOW = `floor(extract(epoch FROM clock_timestamp()) * 1000)::float8`
