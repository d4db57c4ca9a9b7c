import type { SaveState } from '@spane/canvas'
import { applyOperations, isSameJson, type Operation, type Problem, type Workflow } from '@spane/workflow'

/** Why a save failed, as far as the next move depends on it. */
export type SaveFailure =
  /** Somebody else saved first. */
  | { kind: 'stale' }
  /** No answer, or a fault that passes. */
  | { kind: 'transient'; message: string }
  /** The server will never take these edits. */
  | { kind: 'refused'; message: string }

export interface SavedDraft {
  revision: number
  workflow: Workflow
  problems: readonly Problem[]
}

export interface AutosaveOptions {
  draft: SavedDraft
  save: (request: {
    baseRevision: number
    operations: Operation[]
  }) => Promise<{ revision: number; problems: Problem[] }>
  loadDraft: () => Promise<SavedDraft>
  describeFailure: (error: unknown) => SaveFailure
  /** Milliseconds from the last edit until it is sent. */
  debounce?: number
  /** Milliseconds before the first repetition; doubles up to 15 s. */
  retryDelay?: number
}

export interface AutosaveSnapshot {
  state: SaveState
  /** The revision that the server has confirmed. */
  revision: number
  problems: readonly Problem[]
}

/** Edits could not be saved before something that needs them saved. */
export class UnsavedEditsError extends Error {
  readonly code = 'UNSAVED_EDITS'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'UnsavedEditsError'
  }
}

const STALE_MESSAGE = 'This workflow was changed in another tab. Your last edits are not saved.'

/**
 * Sends edits in the order in which they were made, one request at a time.
 *
 * saved → unsaved (an edit) → saving (after the debounce, or at once by `flush`) → saved | unsaved
 * saving → offline (no answer) → saving (retry, or the network is back)
 * saving → conflict (stale or refused): the end. Nothing more is sent; the edits stay in the caller's hands.
 */
export class Autosave {
  readonly #options: AutosaveOptions
  readonly #listeners = new Set<() => void>()
  #saved: SavedDraft
  #queue: Operation[] = []
  /** What is being sent. Sent again unchanged after a failure, because the server may have taken it already. */
  #head: { operations: Operation[]; uncertain: boolean } | undefined
  #sending: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #snapshot: AutosaveSnapshot

  constructor(options: AutosaveOptions) {
    this.#options = options
    this.#saved = options.draft
    this.#snapshot = { state: { kind: 'saved' }, revision: options.draft.revision, problems: options.draft.problems }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): AutosaveSnapshot => this.#snapshot

  /** Adds one gesture. */
  push(operations: readonly Operation[]): void {
    if (operations.length === 0) return
    this.#queue.push(...operations)
    const { kind } = this.#snapshot.state
    if (kind === 'conflict' || kind === 'saving') return
    this.#setState({ kind: kind === 'offline' ? 'offline' : 'unsaved', count: this.#unsavedCount() })
    if (kind !== 'offline') this.#schedule(this.#options.debounce ?? 400)
  }

  /**
   * Saves everything now and returns the revision that holds it.
   * @throws UnsavedEditsError when that is not possible at the moment
   */
  async flush(): Promise<number> {
    const { state } = this.#snapshot
    if (state.kind === 'conflict') throw new UnsavedEditsError(state.message ?? STALE_MESSAGE)
    await this.#send()
    return this.#saved.revision
  }

  /** Tries at once what waits for the network. Never throws: the state says how it went. */
  retry(): void {
    if (this.#snapshot.state.kind === 'offline') this.#send().catch(() => {})
  }

  /** Sends what waits, because the editor is left, and takes no further turn by itself. */
  leave(): void {
    clearTimeout(this.#timer)
    if (this.#snapshot.state.kind !== 'conflict') this.#send().catch(() => {})
  }

  #send(): Promise<void> {
    clearTimeout(this.#timer)
    this.#sending ??= this.#drain().finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async #drain(): Promise<void> {
    for (;;) {
      if (!this.#head && this.#queue.length === 0) return
      this.#head ??= { operations: this.#queue.splice(0), uncertain: false }
      this.#setState({ kind: 'saving' })
      try {
        const { revision, problems } = await this.#saveHead(this.#head)
        this.#accept(this.#head.operations, revision, problems)
      } catch (error) {
        throw this.#fail(error)
      }
    }
  }

  async #saveHead(head: {
    operations: Operation[]
    uncertain: boolean
  }): Promise<{ revision: number; problems: readonly Problem[] }> {
    try {
      return await this.#options.save({ baseRevision: this.#saved.revision, operations: head.operations })
    } catch (error) {
      // The answer to an earlier try may have been lost after the server had saved it: then the draft
      // is stale only because of ourselves.
      if (!head.uncertain || this.#options.describeFailure(error).kind !== 'stale') throw error
      const draft = await this.#options.loadDraft()
      const expected = applyOperations(this.#saved.workflow, head.operations).workflow
      if (!isSameJson(draft.workflow, expected)) throw error
      return draft
    }
  }

  #accept(operations: Operation[], revision: number, problems: readonly Problem[]): void {
    this.#head = undefined
    this.#failures = 0
    this.#saved = { revision, problems, workflow: applyOperations(this.#saved.workflow, operations).workflow }
    const count = this.#unsavedCount()
    this.#snapshot = { ...this.#snapshot, revision, problems }
    this.#setState(count > 0 ? { kind: 'unsaved', count } : { kind: 'saved', at: new Date().toISOString() })
  }

  #fail(error: unknown): UnsavedEditsError {
    const failure = this.#options.describeFailure(error)
    if (failure.kind !== 'transient') {
      const message = failure.kind === 'stale' ? STALE_MESSAGE : `Your last edits cannot be saved: ${failure.message}`
      this.#setState({ kind: 'conflict', message })
      return new UnsavedEditsError(message, { cause: error })
    }
    if (this.#head) this.#head.uncertain = true
    this.#setState({ kind: 'offline', count: this.#unsavedCount() })
    this.#schedule(Math.min(15_000, (this.#options.retryDelay ?? 1_000) * 2 ** this.#failures++))
    return new UnsavedEditsError(failure.message, { cause: error })
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send().catch(() => {}), delay)
  }

  #unsavedCount(): number {
    return this.#queue.length + (this.#head?.operations.length ?? 0)
  }

  #setState(state: SaveState): void {
    this.#snapshot = { ...this.#snapshot, state }
    for (const listener of this.#listeners) listener()
  }
}
