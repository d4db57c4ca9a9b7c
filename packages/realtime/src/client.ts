import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import type { EditorPerson } from './draft-change.ts'
import { type DraftListener, DraftWatch, type FollowedDraft } from './draft-watch.ts'
import { type ExecutionEvent, executionEventSchema } from './event.ts'
import { applyEvents, type ExecutionView } from './execution-view.ts'
import type { ClientToServerEvents, ServerToClientEvents } from './protocol.ts'

export type { DraftListener, FollowedDraft } from './draft-watch.ts'
export type { ClientToServerEvents, ServerToClientEvents } from './protocol.ts'

/** Whether what is shown follows live, or stands still until the connection is back. */
export type LiveState = 'connected' | 'reconnecting'

/** Why the server will not send an execution, e.g. because it does not exist. */
export interface WatchRefusal {
  code: string
  message: string
}

export interface LiveClient {
  readonly state: LiveState
  /** Called at once with the present state and on every change. Returns its own undo. */
  onState(handler: (state: LiveState) => void): () => void
  /**
   * Follows one execution from `initialView.seq` on: `onView` gets a new view after each batch of
   * events, none missed and none twice, over any number of reconnects (rule 10.2), and that batch: it may begin
   * before the last event that is known, and is empty when the view came from elsewhere.
   * Returns the function that stops it.
   */
  watchExecution(
    executionId: string,
    initialView: ExecutionView,
    onView: (view: ExecutionView, events: readonly ExecutionEvent[]) => void,
    onRefused?: (refusal: WatchRefusal) => void,
  ): () => void
  /**
   * Tells that lists of executions are stale; `executionIds` is empty after each connect, when anything
   * may have changed. Returns its own undo.
   */
  onExecutionsChanged(handler: (executionIds: readonly string[]) => void): () => void
  /** Tells that nodes of an execution that is watched wrote to their logs. Returns its own undo. */
  onLogged(executionId: string, handler: () => void): () => void
  /** Follows the draft of a workflow and those who have it open, over any number of reconnects. */
  watchDraft(workflowId: string, person: EditorPerson, listener: DraftListener): FollowedDraft
  close(): void
}

export interface LiveClientOptions {
  /** Milliseconds that the server has to answer `execution:watch`. */
  replyTimeout?: number
  /** Milliseconds before the first repetition of a request that failed; doubles up to 10 s. */
  retryDelay?: number
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

const eventsSchema = z.array(executionEventSchema)
const NO_EVENTS: readonly ExecutionEvent[] = []
const REFUSED_FOR_GOOD = new Set(['NOT_FOUND', 'EXECUTION_NOT_FOUND', 'BAD_REQUEST', 'BAD_INPUT', 'FORBIDDEN'])

/** Connects to the web process's Socket.IO server; one client serves a whole page. */
export function createLiveClient(url: string, options: LiveClientOptions = {}): LiveClient {
  const socket: LiveSocket = io(url, {
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: 3_000,
    // A connection that a proxy takes and drops before the handshake is noticed by this alone (20 s by default).
    timeout: 5_000,
  })
  const watches = new Map<string, Watch>()
  const stateHandlers = new Set<(state: LiveState) => void>()
  const listHandlers = new Set<(executionIds: readonly string[]) => void>()
  const logHandlers = new Map<string, Set<() => void>>()
  const drafts = new Map<string, DraftWatch>()
  let state: LiveState = 'reconnecting'
  let reopening: ReturnType<typeof setTimeout> | undefined

  const setState = (next: LiveState) => {
    if (next === state) return
    state = next
    for (const handler of stateHandlers) handler(next)
  }

  // Socket.IO gives up by itself when the server ends or refuses a connection; a page never should.
  const reopen = () => {
    setState('reconnecting')
    for (const draft of drafts.values()) draft.meet([])
    if (socket.active || reopening) return
    reopening = setTimeout(() => {
      reopening = undefined
      socket.connect()
    }, options.retryDelay ?? 1_000)
  }

  socket.on('connect', () => {
    for (const watch of watches.values()) watch.subscribe()
    for (const draft of drafts.values()) draft.subscribe()
    // What changed while nobody listened is unknown, and a list may have been read before the first connection, too.
    for (const handler of listHandlers) handler([])
    setState('connected')
  })
  socket.on('disconnect', reopen)
  socket.on('connect_error', reopen)
  socket.on('execution:events', (batch) => watches.get(batch.executionId)?.receive(batch.events))
  socket.on('execution:logged', ({ executionId }) => {
    for (const handler of logHandlers.get(executionId) ?? []) handler()
  })
  socket.on('draft:changes', ({ workflowId, changes }) => drafts.get(workflowId)?.receive(changes))
  socket.on('draft:people', ({ workflowId, people }) => drafts.get(workflowId)?.meet(people))
  socket.on('draft:status', ({ workflowId, status }) => drafts.get(workflowId)?.learn(status))
  socket.on('executions:changed', (change) => {
    for (const handler of listHandlers) handler(change.executionIds)
  })

  return {
    get state() {
      return state
    },
    onState(handler) {
      stateHandlers.add(handler)
      handler(state)
      return () => stateHandlers.delete(handler)
    },
    watchExecution(executionId, initialView, onView, onRefused) {
      let watch = watches.get(executionId)
      if (!watch) {
        watch = new Watch(socket, executionId, initialView, options)
        watches.set(executionId, watch)
      }
      const current = watch
      const listener = { onView, onRefused }
      current.add(listener, initialView)
      return () => {
        if (!current.remove(listener)) return
        watches.delete(executionId)
        current.stop()
      }
    },
    onExecutionsChanged(handler) {
      listHandlers.add(handler)
      return () => listHandlers.delete(handler)
    },
    onLogged(executionId, handler) {
      const handlers = logHandlers.get(executionId) ?? new Set()
      logHandlers.set(executionId, handlers.add(handler))
      return () => {
        if (handlers.delete(handler) && handlers.size === 0) logHandlers.delete(executionId)
      }
    },
    watchDraft(workflowId, person, listener) {
      drafts.get(workflowId)?.stop()
      const draft = new DraftWatch(socket, workflowId, person, listener)
      drafts.set(workflowId, draft)
      return {
        update: (next) => draft.update(next),
        stop() {
          draft.stop()
          if (drafts.get(workflowId) === draft) drafts.delete(workflowId)
        },
      }
    },
    close() {
      clearTimeout(reopening)
      for (const watch of watches.values()) watch.stop()
      watches.clear()
      socket.disconnect()
    },
  }
}

interface WatchListener {
  onView: (view: ExecutionView, events: readonly ExecutionEvent[]) => void
  onRefused?: (refusal: WatchRefusal) => void
}

/**
 * One execution on one socket, for all who look at it.
 *
 * idle → subscribing (request sent) → following (batches apply) → subscribing again on a gap, a bad
 * batch, an unanswered request or a reconnect → stopped. Batches are applied while subscribing, too,
 * when they continue the view; others are dropped, because the answer repeats them.
 */
class Watch {
  readonly #socket: LiveSocket
  readonly #executionId: string
  readonly #replyTimeout: number
  readonly #retryDelay: number
  readonly #listeners = new Set<WatchListener>()
  #view: ExecutionView
  #subscribing = false
  #stopped = false
  #failures = 0
  /** Answers to an earlier request are ignored: a reconnect may have sent another one since. */
  #request = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(socket: LiveSocket, executionId: string, view: ExecutionView, options: LiveClientOptions) {
    this.#socket = socket
    this.#executionId = executionId
    this.#view = view
    this.#replyTimeout = options.replyTimeout ?? 10_000
    this.#retryDelay = options.retryDelay ?? 250
    this.subscribe()
  }

  add(listener: WatchListener, initialView: ExecutionView): void {
    this.#listeners.add(listener)
    if (initialView.seq > this.#view.seq) this.#publish(initialView, NO_EVENTS)
    else if (initialView.seq < this.#view.seq) listener.onView(this.#view, NO_EVENTS)
  }

  /** Returns whether that was the last listener. */
  remove(listener: WatchListener): boolean {
    return this.#listeners.delete(listener) && this.#listeners.size === 0
  }

  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    clearTimeout(this.#retry)
    if (this.#socket.connected)
      this.#socket.emit('execution:unwatch', {
        executionId: this.#executionId,
      })
  }

  subscribe(): void {
    clearTimeout(this.#retry)
    // Nothing is buffered for later: `connect` subscribes with the number that is right then.
    if (this.#stopped || !this.#socket.connected) return
    const request = ++this.#request
    this.#subscribing = true
    this.#socket
      .timeout(this.#replyTimeout)
      .emit('execution:watch', { executionId: this.#executionId, after: this.#view.seq }, (error, answer) => {
        if (this.#stopped || request !== this.#request) return
        this.#subscribing = false
        if (error) return this.#subscribeLater()
        if (answer.ok) return
        if (!REFUSED_FOR_GOOD.has(answer.code)) return this.#subscribeLater()
        for (const listener of this.#listeners) listener.onRefused?.(answer)
      })
  }

  receive(batch: unknown): void {
    const applied = this.#applied(batch)
    if (applied) {
      this.#failures = 0
      if (applied.view !== this.#view) this.#publish(applied.view, applied.events)
    } else if (!this.#subscribing) this.#subscribeLater()
  }

  /** The view after a batch; undefined when the batch is unreadable or leaves a gap. */
  #applied(batch: unknown): { view: ExecutionView; events: readonly ExecutionEvent[] } | undefined {
    const parsed = eventsSchema.safeParse(batch)
    if (!parsed.success) return undefined
    try {
      return { view: applyEvents(this.#view, parsed.data), events: parsed.data }
    } catch {
      return undefined
    }
  }

  #publish(view: ExecutionView, events: readonly ExecutionEvent[]): void {
    this.#view = view
    for (const listener of this.#listeners) listener.onView(view, events)
  }

  #subscribeLater(): void {
    const delay = Math.min(10_000, this.#retryDelay * 2 ** this.#failures++)
    this.#subscribing = true
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.subscribe(), delay)
  }
}
