import type { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import type { EventBus, ExecutionChange } from '../ports/event-bus.ts'
import { Coalescer } from './coalescer.ts'
import { LocalBus } from './local-bus.ts'
import { decodeChanges, encodeChanges } from './message.ts'

/** Changes over Redis publish/subscribe. Subscribes when somebody listens. */
export class RedisBus implements EventBus {
  private readonly redis: Redis
  private readonly channel: string
  private readonly logger: Logger
  private readonly local = new LocalBus()
  private readonly coalescer: Coalescer
  private readonly publisher: Redis
  private subscriber: Redis | undefined

  constructor(redis: Redis, options: { prefix: string; logger: Logger; intervalMs: number }) {
    this.redis = redis
    this.channel = `${options.prefix}:changes`
    this.logger = options.logger
    this.publisher = redis.duplicate({ maxRetriesPerRequest: 1, lazyConnect: true })
    this.publisher.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
    this.coalescer = new Coalescer((changes) => this.send(changes), options.intervalMs)
  }

  publish(changes: ExecutionChange[]): void {
    this.coalescer.add(changes)
  }

  subscribe(handler: (changes: ExecutionChange[]) => void): () => void {
    if (!this.subscriber) {
      this.subscriber = this.redis.duplicate({ maxRetriesPerRequest: null, lazyConnect: false })
      this.subscriber.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
      this.subscriber.on('message', (_channel, message) => this.local.publish(decodeChanges(message)))
      this.subscriber.subscribe(this.channel).catch((error) => this.logger.warn({ err: String(error) }, 'bus'))
    }
    return this.local.subscribe(handler)
  }

  async close(): Promise<void> {
    this.coalescer.stop()
    await this.local.close()
    this.publisher.disconnect()
    this.subscriber?.disconnect()
  }

  private send(changes: ExecutionChange[]): void {
    for (const message of encodeChanges(changes)) {
      // Best effort: readers poll as well.
      this.publisher.publish(this.channel, message).catch(() => {})
    }
  }
}
