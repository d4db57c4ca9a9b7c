import type { ClientToServerEvents, ServerToClientEvents } from '@spane/realtime'
import type { Server, Socket } from 'socket.io'
import type { Follower, Numbered } from './event-feed.ts'

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, object, object>
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, object, object>

/** A socket as a follower of one log. */
export class SocketFollower<T extends Numbered> implements Follower<T> {
  readonly #socket: LiveSocket
  readonly #emit: (events: T[]) => void
  cursor: number
  active = true

  constructor(socket: LiveSocket, after: number, emit: (events: T[]) => void) {
    this.#socket = socket
    this.#emit = emit
    this.cursor = after
  }

  send(events: T[]): void {
    this.#emit(events)
  }

  async drained(): Promise<void> {
    const connection = this.#socket.conn
    while (this.active && connection.readyState === 'open' && !connection.transport.writable) {
      const { transport } = connection
      await new Promise<void>((resolve) => {
        const done = () => {
          transport.off('drain', done)
          connection.off('close', done)
          resolve()
        }
        transport.on('drain', done)
        connection.on('close', done)
      })
    }
  }

  end(): void {
    this.active = false
  }
}
