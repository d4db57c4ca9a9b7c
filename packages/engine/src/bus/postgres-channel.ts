import pg from 'pg'
import type { Logger } from '../logger.ts'
import type { TextChannel } from './text-channel.ts'

const RECONNECT_MS = 500

/**
 * Texts over LISTEN/NOTIFY. Never inside the store's transactions: a commit that notifies takes a lock that all
 * such commits share.
 *
 * Listener: none -> connecting -> listening -> (lost) -> connecting …; closed ends it from any state.
 */
export class PostgresChannel implements TextChannel {
  private readonly connectionString: string
  private readonly channel: string
  private readonly logger: Logger
  private readonly publisher: pg.Pool
  private readonly handlers = new Set<(text: string) => void>()
  private listener: pg.Client | undefined
  private connecting = false
  private retry: NodeJS.Timeout | undefined
  private closed = false

  constructor(connectionString: string, options: { name: string; logger: Logger }) {
    this.connectionString = connectionString
    this.channel = options.name
    this.logger = options.logger
    this.publisher = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 })
    this.publisher.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
  }

  publish(text: string): void {
    if (!this.closed) this.publisher.query('SELECT pg_notify($1, $2)', [this.channel, text]).catch(() => {})
  }

  subscribe(handler: (text: string) => void): () => void {
    this.handlers.add(handler)
    if (!this.listener && !this.connecting) void this.listen()
    return () => this.handlers.delete(handler)
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.retry)
    this.handlers.clear()
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
    client.on('notification', ({ payload = '' }) => {
      for (const handler of this.handlers) handler(payload)
    })
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
}
