import pg from 'pg'
import type { Logger } from '../logger.ts'
import type { EventBus, ExecutionChange } from '../ports/event-bus.ts'
import { Coalescer } from './coalescer.ts'
import { LocalBus } from './local-bus.ts'
import { decodeChanges, encodeChanges } from './message.ts'

const RECONNECT_MS = 500

/**
 * Changes over LISTEN/NOTIFY. Never inside the store's transactions: a commit that notifies takes a lock that all
 * such commits share.
 *
 * Listener: none -> connecting -> listening -> (lost) -> connecting …; closed ends it from any state.
 */
export class PostgresBus implements EventBus {
  private readonly connectionString: string
  private readonly channel: string
  private readonly logger: Logger
  private readonly local = new LocalBus()
  private readonly coalescer: Coalescer
  private readonly publisher: pg.Pool
  private listener: pg.Client | undefined
  private connecting = false
  private retry: NodeJS.Timeout | undefined
  private closed = false

  constructor(connectionString: string, options: { prefix: string; logger: Logger; intervalMs: number }) {
    this.connectionString = connectionString
    this.channel = `${options.prefix}_changes`
    this.logger = options.logger
    this.publisher = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 })
    this.publisher.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
    this.coalescer = new Coalescer((changes) => this.send(changes), options.intervalMs)
  }

  publish(changes: ExecutionChange[]): void {
    if (!this.closed) this.coalescer.add(changes)
  }

  subscribe(handler: (changes: ExecutionChange[]) => void): () => void {
    const unsubscribe = this.local.subscribe(handler)
    if (!this.listener && !this.connecting) void this.listen()
    return unsubscribe
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.retry)
    this.coalescer.stop()
    await this.local.close()
    await Promise.all([this.publisher.end(), this.listener?.end()])
  }

  private async listen(): Promise<void> {
    if (this.closed) return
    this.connecting = true
    const client = new pg.Client({ connectionString: this.connectionString, keepAlive: true })
    const lost = (error?: Error) => {
      if (this.listener !== client && !this.connecting) return
      this.listener = undefined
      if (error) this.logger.debug({ err: error.message }, 'bus connection')
      this.listenAgain()
    }
    client.on('error', lost)
    client.on('end', () => lost())
    client.on('notification', (notice) => this.local.publish(decodeChanges(notice.payload ?? '')))
    try {
      await client.connect()
      await client.query(`LISTEN ${pg.escapeIdentifier(this.channel)}`)
      this.connecting = false
      if (this.closed) return void (await client.end())
      this.listener = client
    } catch (error) {
      this.logger.debug({ err: String(error) }, 'bus connection')
      this.listenAgain()
      client.end().catch(() => {})
    }
  }

  private listenAgain(): void {
    this.connecting = false
    if (this.closed) return
    clearTimeout(this.retry)
    this.retry = setTimeout(() => void this.listen(), RECONNECT_MS)
  }

  private send(changes: ExecutionChange[]): void {
    for (const message of encodeChanges(changes)) {
      // Best effort: readers poll as well.
      this.publisher.query('SELECT pg_notify($1, $2)', [this.channel, message]).catch(() => {})
    }
  }
}
