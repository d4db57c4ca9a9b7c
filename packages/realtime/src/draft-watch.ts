import type { Socket } from 'socket.io-client'
import { z } from 'zod'
import {
  type DraftChange,
  type DraftStatus,
  draftChangeSchema,
  draftStatusSchema,
  type EditorPerson,
  editorPersonSchema,
} from './draft-change.ts'
import type { ClientToServerEvents, ServerToClientEvents } from './protocol.ts'

export interface DraftListener {
  /** The newest revision that is known: what came after it is sent. */
  revision: () => number
  /** In order. Null when they could not be read: the draft is to be loaded again. */
  onChanges: (changes: DraftChange[] | null) => void
  /** Everybody who has the draft open, oneself included; nobody while the connection is away. */
  onPeople: (people: EditorPerson[]) => void
  /** The workflow was published, deleted or restored, or the watch has begun. */
  onStatus?: (status: DraftStatus) => void
}

/** An open draft, as long as it is followed. */
export interface FollowedDraft {
  /** Tells others of another name or selection. */
  update(person: EditorPerson): void
  stop(): void
}

const changesSchema = z.array(draftChangeSchema)
const peopleSchema = z.array(editorPersonSchema)
const REPLY_TIMEOUT = 10_000
const RETRY_DELAY = 2_000

/** One draft on one socket: subscribed again after each reconnect, from the revision that is known by then. */
export class DraftWatch {
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>
  readonly #workflowId: string
  readonly #listener: DraftListener
  #person: EditorPerson
  #stopped = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(
    socket: Socket<ServerToClientEvents, ClientToServerEvents>,
    workflowId: string,
    person: EditorPerson,
    listener: DraftListener,
  ) {
    this.#socket = socket
    this.#workflowId = workflowId
    this.#person = person
    this.#listener = listener
    this.subscribe()
  }

  subscribe(): void {
    clearTimeout(this.#retry)
    // Nothing is buffered for later: `connect` subscribes with what is right then.
    if (this.#stopped || !this.#socket.connected) return
    const request = { workflowId: this.#workflowId, after: this.#listener.revision(), person: this.#person }
    this.#socket.timeout(REPLY_TIMEOUT).emit('draft:watch', request, (error, answer) => {
      if (this.#stopped || (!error && answer.ok)) return
      this.#retry = setTimeout(() => this.subscribe(), RETRY_DELAY)
    })
  }

  update(person: EditorPerson): void {
    this.#person = person
    if (this.#socket.connected) this.#socket.emit('draft:person', { workflowId: this.#workflowId, person })
  }

  receive(changes: unknown): void {
    this.#listener.onChanges(changesSchema.safeParse(changes).data ?? null)
  }

  meet(people: unknown): void {
    this.#listener.onPeople(peopleSchema.safeParse(people).data ?? [])
  }

  learn(status: unknown): void {
    const parsed = draftStatusSchema.safeParse(status)
    if (parsed.success) this.#listener.onStatus?.(parsed.data)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#retry)
    if (this.#socket.connected) this.#socket.emit('draft:unwatch', { workflowId: this.#workflowId })
  }
}
