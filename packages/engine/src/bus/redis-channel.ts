import type { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import type { TextChannel } from './text-channel.ts'

/** Texts over Redis publish/subscribe. Subscribes when somebody listens. */
export class RedisChannel implements TextChannel {
  private readonly redis: Redis
  private readonly channel: string
  private readonly logger: Logger
  private readonly publisher: Redis
  private readonly handlers = new Set<(text: string) => void>()
  private subscriber: Redis | undefined

  /** @param redis is duplicated and never closed */
  constructor(redis: Redis, options: { name: string; logger: Logger }) {
    this.redis = redis
    // Publish/subscribe knows no databases: installations that share a server by their numbers would hear each other.
    this.channel = `${redis.options.db ?? 0}:${options.name}`
    this.logger = options.logger
    this.publisher = redis.duplicate({ maxRetriesPerRequest: 1, lazyConnect: true })
    this.publisher.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
  }

  publish(text: string): void {
    this.publisher.publish(this.channel, text).catch(() => {})
  }

  subscribe(handler: (text: string) => void): () => void {
    this.subscriber ??= this.listen()
    this.handlers.add(handler)
    return () => this.handlers.delete(handler)
  }

  async close(): Promise<void> {
    this.handlers.clear()
    this.publisher.disconnect()
    this.subscriber?.disconnect()
  }

  private listen(): Redis {
    const subscriber = this.redis.duplicate({ maxRetriesPerRequest: null, lazyConnect: false })
    subscriber.on('error', (error) => this.logger.debug({ err: error.message }, 'bus connection'))
    subscriber.on('message', (_channel, text) => {
      for (const handler of this.handlers) handler(text)
    })
    subscriber.subscribe(this.channel).catch((error) => this.logger.warn({ err: String(error) }, 'bus'))
    return subscriber
  }
}
