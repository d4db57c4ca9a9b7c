import type { EventBus, ExecutionChange } from '../ports/event-bus.ts'
import { Coalescer } from './coalescer.ts'
import { decodeChanges, encodeChanges } from './message.ts'
import type { TextChannel } from './text-channel.ts'

/** Least time between two messages. */
const INTERVAL_MS = 20

/** Changes of executions over a channel between processes. */
export class ChannelBus implements EventBus {
  private readonly channel: TextChannel
  private readonly coalescer: Coalescer

  /** @param channel is closed with the bus */
  constructor(channel: TextChannel) {
    this.channel = channel
    this.coalescer = new Coalescer((changes) => {
      for (const text of encodeChanges(changes)) this.channel.publish(text)
    }, INTERVAL_MS)
  }

  publish(changes: ExecutionChange[]): void {
    this.coalescer.add(changes)
  }

  subscribe(handler: (changes: ExecutionChange[]) => void): () => void {
    return this.channel.subscribe((text) => {
      const changes = decodeChanges(text)
      if (changes.length > 0) handler(changes)
    })
  }

  async close(): Promise<void> {
    this.coalescer.stop()
    await this.channel.close()
  }
}
