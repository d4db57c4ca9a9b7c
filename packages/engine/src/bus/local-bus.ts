import type { EventBus, ExecutionChange } from '../ports/event-bus.ts'

/** Hands changes to the subscribers of this process. */
export class LocalBus implements EventBus {
  private readonly handlers = new Set<(changes: ExecutionChange[]) => void>()

  publish(changes: ExecutionChange[]): void {
    if (changes.length > 0) for (const handler of this.handlers) handler(changes)
  }

  subscribe(handler: (changes: ExecutionChange[]) => void): () => void {
    this.handlers.add(handler)
    return () => this.handlers.delete(handler)
  }

  async close(): Promise<void> {
    this.handlers.clear()
  }
}
