import type { SaveState } from '@spane/canvas'
import type { DraftChange } from '@spane/realtime'
import {
  applyOperations,
  type ChooseSide,
  confirmBatch,
  type DraftCopy,
  editDraft,
  followDraft,
  type MergeConflict,
  type MergeRenames,
  type Operation,
  OperationError,
  type Problem,
  refuseBatch,
  resolveConflicts,
  type SentBatch,
  type ServerDraft,
  takeBatch,
  unsentOperations,
  type Workflow,
} from '@spane/workflow'
import { countChanges } from './count-changes.ts'

/** Why a save failed, as far as the next move depends on it. */
export type SaveFailure =
  /** The draft has become something that the batch cannot be merged with unasked, or that the server cannot merge. */
  | { kind: 'stale' }
  /** No answer, or a fault that passes. */
  | { kind: 'transient'; message: string }
  /** The server will not take these edits as long as nobody does something about it. */
  | { kind: 'refused'; message: string; reason: Refusal }

/** Why the server does not take edits: the workflow was deleted, which can be undone, or it is they themselves. */
export type Refusal = 'deleted' | 'invalid'

export interface SaveRequest {
  baseRevision: number
  batchId: string
  operations: Operation[]
}

export interface SaveAnswer {
  revision: number
  problems: readonly Problem[]
  /** The draft when it holds more than the base with the batch. */
  merged: { workflow: Workflow; renames: MergeRenames } | null
}

/** Where edits are kept until the server has them. Failing does not keep them from being sent. */
export interface DraftKeeper {
  /** The copy as it is now; nothing is kept of one without unsent edits. */
  keep(copy: DraftCopy): void
}

export interface AutosaveOptions {
  /** What the person sees first: the server's draft, or what was kept of an earlier visit. */
  copy: DraftCopy
  problems: readonly Problem[]
  save: (request: SaveRequest) => Promise<SaveAnswer>
  loadDraft: () => Promise<ServerDraft>
  describeFailure: (error: unknown) => SaveFailure
  /** What is wrong with a draft that others have changed. */
  validate: (workflow: Workflow) => readonly Problem[]
  createId: () => string
  keeper?: DraftKeeper
  /** Milliseconds from the last edit until it is sent. */
  debounce?: number
  /** Milliseconds before the first repetition; doubles up to 15 s. */
  retryDelay?: number
}

export interface AutosaveSnapshot {
  state: SaveState
  /** The newest revision that the server is known to have. */
  revision: number
  problems: readonly Problem[]
  /** What both sides changed, for a person to decide. */
  conflicts: readonly MergeConflict[]
  /** Why the server refused the edits, where it is no conflict. */
  refusal: Refusal | null
}

/** Edits could not be saved before something that needs them saved. */
export class UnsavedEditsError extends Error {
  readonly code = 'UNSAVED_EDITS'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'UnsavedEditsError'
  }
}

/** A batch that is refused so often is tried again only after a while. */
const MAX_REFUSALS = 5

type MergeListener = (workflow: Workflow, renames: MergeRenames) => void

const CONFLICT_MESSAGE = 'Somebody else has changed the same. Decide which edits stay: yours are not saved until then.'

const DELETED_MESSAGE = 'Somebody deleted this workflow, so your last edits could not be saved. They are not lost.'

/**
 * Sends edits in the order in which they were made, one batch at a time, and brings in what others change.
 *
 * saved → unsaved (an edit) → saving (after the debounce, or at once by `flush`) → saved | unsaved
 * saving → offline (no answer) → saving (the same batch again, or the network is back)
 * saving, saved, unsaved → conflict (others changed the same) → saving (decided)
 * saving → refused (the server does not take it) → saving (`resume`, once the reason is gone). Until then nothing more is sent; the
 * edits stay in the caller's hands.
 */
export class Autosave {
  readonly #options: AutosaveOptions
  readonly #listeners = new Set<() => void>()
  readonly #mergeListeners = new Set<MergeListener>()
  #copy: DraftCopy
  /** Newest revision that was heard of while a batch was on its way. */
  #heard = 0
  #sending: Promise<void> | undefined
  #loading: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  /** Batches in a row that came too late. */
  #refusals = 0
  #left = false
  #snapshot: AutosaveSnapshot

  constructor(options: AutosaveOptions) {
    const { copy, problems } = options
    this.#options = options
    this.#copy = copy
    this.#snapshot = {
      state: { kind: 'saved' },
      revision: copy.server.revision,
      problems,
      conflicts: copy.conflicts,
      refusal: null,
    }
    options.keeper?.keep(copy)
    if (copy.conflicts.length > 0) this.#setState({ kind: 'conflict', message: CONFLICT_MESSAGE })
    else if (this.#hasUnsent()) {
      this.#setState({ kind: 'unsaved', count: this.#unsentCount() })
      this.#schedule(0)
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Called with the working copy each time that it holds more than the person's own edits since. */
  readonly onMerged = (listener: MergeListener): (() => void) => {
    this.#mergeListeners.add(listener)
    return () => this.#mergeListeners.delete(listener)
  }

  readonly getSnapshot = (): AutosaveSnapshot => this.#snapshot

  /** What the person sees, with all edits that are not saved. */
  get working(): Workflow {
    return this.#copy.working
  }

  /** Adds one gesture. */
  push(operations: readonly Operation[]): void {
    if (operations.length === 0) return
    const edited = editDraft(this.#copy, operations)
    // The edit may be what ends a conflict, and then brings in what others did.
    if (this.#copy.conflicts.length > 0 && edited.conflicts.length === 0) {
      this.#bring(edited)
      return
    }
    this.#assign(edited)
    if (this.#snapshot.refusal || edited.conflicts.length > 0) {
      this.#setState(this.#snapshot.state)
      return
    }
    const { kind } = this.#snapshot.state
    if (kind === 'saving') return
    this.#setState({ kind: kind === 'offline' ? 'offline' : 'unsaved', count: this.#unsentCount() })
    if (kind !== 'offline') this.#schedule(this.#options.debounce ?? 400)
  }

  /** Changes of the draft that the server tells of; null when they could not be read. */
  readonly receive = (changes: readonly DraftChange[] | null): void => {
    if (this.#snapshot.refusal) return
    const last = changes?.at(-1)?.seq ?? Number.POSITIVE_INFINITY
    if (this.#copy.head || this.#loading) {
      this.#heard = Math.max(this.#heard, last)
      return
    }
    const next = changes && changesAfter(this.#copy.server, changes)
    if (next) this.#bring(followDraft(this.#copy, next))
    else void this.#reload()
  }

  /** Decides conflicts, and sends what comes of it. */
  resolve(choose: ChooseSide): void {
    this.#bring(resolveConflicts(this.#copy, choose))
    if (this.#copy.conflicts.length === 0) void this.#send().catch(() => {})
  }

  /**
   * Saves everything now and returns the revision that holds it.
   * @throws UnsavedEditsError when that is not possible at the moment
   */
  async flush(): Promise<number> {
    const { state } = this.#snapshot
    if (state.kind === 'conflict') throw new UnsavedEditsError(state.message ?? CONFLICT_MESSAGE)
    await this.#send()
    return this.#copy.server.revision
  }

  /**
   * Saves everything now and does what needs the revision that holds it. When somebody else's edit comes in between, that edit is
   * brought in first: it is always done with what the person sees.
   * @param action told whether that has happened
   * @throws UnsavedEditsError when saving is not possible at the moment
   */
  async withSaved<T>(action: (revision: number, othersCameFirst: boolean) => Promise<T>): Promise<T> {
    for (let round = 1; ; round++) {
      const revision = await this.flush()
      try {
        return await action(revision, round > 1)
      } catch (error) {
        if (this.#options.describeFailure(error).kind !== 'stale' || round >= MAX_REFUSALS) throw error
        await this.#reload()
      }
    }
  }

  /** Tries at once what waits for the network. Never throws: the state says how it went. */
  retry(): void {
    if (this.#snapshot.state.kind === 'offline') this.#send().catch(() => {})
  }

  /** The workflow is not deleted any more: sends again what was refused for that. */
  resume(): void {
    if (this.#snapshot.refusal !== 'deleted') return
    this.#snapshot = { ...this.#snapshot, refusal: null }
    this.#setState({ kind: 'unsaved', count: this.#unsentCount() })
    this.#send().catch(() => {})
  }

  /** Sends what waits, because the editor is left, and takes no further turn by itself. */
  leave(): void {
    clearTimeout(this.#timer)
    this.#left = true
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
    if (this.#loading) await this.#loading
    while (this.#hasUnsent()) {
      if (this.#copy.conflicts.length > 0) throw new UnsavedEditsError(CONFLICT_MESSAGE)
      this.#assign(takeBatch(this.#copy, this.#options.createId()))
      const { head, server } = this.#copy
      if (!head) return
      this.#setState({ kind: 'saving' })
      try {
        await this.#save(head, server.revision)
      } catch (error) {
        throw this.#fail(error)
      }
      await this.#catchUp()
    }
  }

  async #save({ id, operations }: SentBatch, baseRevision: number): Promise<void> {
    try {
      const request = { baseRevision, batchId: id, operations: [...operations] }
      const { revision, problems, merged } = await this.#options.save(request)
      this.#failures = 0
      this.#refusals = 0
      const { workflow, renames } = merged ?? {}
      this.#bring(confirmBatch(this.#copy, { revision, workflow, renames }), problems)
    } catch (error) {
      if (this.#options.describeFailure(error).kind !== 'stale' || this.#refusals++ >= MAX_REFUSALS) throw error
      this.#bring(refuseBatch(this.#copy, await this.#options.loadDraft()))
    }
  }

  /** What was heard of while the batch was on its way, and is newer than its answer. */
  async #catchUp(): Promise<void> {
    if (this.#heard > this.#copy.server.revision) await this.#reload()
    this.#heard = 0
  }

  #reload(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #load(): Promise<void> {
    try {
      const draft = await this.#options.loadDraft()
      // An edit may have been sent meanwhile: then its answer tells.
      if (draft.revision > this.#copy.server.revision) this.#bring(followDraft(this.#copy, draft))
    } catch {
      // The next change that is heard of, or the next save, brings it.
    }
  }

  #assign(copy: DraftCopy): void {
    this.#copy = copy
    this.#options.keeper?.keep(copy)
    this.#snapshot = { ...this.#snapshot, revision: copy.server.revision, conflicts: copy.conflicts }
  }

  /** Takes a copy that may hold more than the person's own edits, and tells whoever shows it. */
  #bring(copy: DraftCopy, problems: readonly Problem[] = this.#snapshot.problems): void {
    const isMerged = copy.working !== this.#copy.working
    this.#assign(copy)
    if (isMerged) for (const listener of this.#mergeListeners) listener(copy.working, copy.renames)
    this.#snapshot = { ...this.#snapshot, problems: isMerged ? this.#options.validate(copy.working) : problems }
    this.#settle()
  }

  /** The state that follows from what is unsent and undecided. */
  #settle(): void {
    this.#setState(this.#nextState())
    if (this.#snapshot.state.kind === 'unsaved') this.#schedule(this.#options.debounce ?? 400)
  }

  #nextState(): SaveState {
    const { state, refusal } = this.#snapshot
    if (refusal) return state
    if (this.#copy.conflicts.length > 0) return { kind: 'conflict', message: CONFLICT_MESSAGE }
    if (!this.#hasUnsent()) return { kind: 'saved', at: new Date().toISOString() }
    return { kind: state.kind === 'offline' ? 'offline' : 'unsaved', count: this.#unsentCount() }
  }

  #fail(error: unknown): UnsavedEditsError {
    const failure = this.#options.describeFailure(error)
    if (failure.kind === 'refused') {
      const message =
        failure.reason === 'deleted' ? DELETED_MESSAGE : `Your last edits cannot be saved: ${failure.message}`
      this.#snapshot = { ...this.#snapshot, refusal: failure.reason }
      this.#setState({ kind: 'conflict', message })
      return new UnsavedEditsError(message, { cause: error })
    }
    this.#setState({ kind: 'offline', count: this.#unsentCount() })
    this.#schedule(Math.min(15_000, (this.#options.retryDelay ?? 1_000) * 2 ** this.#failures++))
    const message = failure.kind === 'transient' ? failure.message : CONFLICT_MESSAGE
    return new UnsavedEditsError(message, { cause: error })
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer)
    if (this.#left) return
    this.#timer = setTimeout(() => void this.#send().catch(() => {}), delay)
  }

  #hasUnsent(): boolean {
    return this.#copy.head !== null || this.#copy.queue.length > 0
  }

  #unsentCount(): number {
    return countChanges(unsentOperations(this.#copy))
  }

  #setState(state: SaveState): void {
    this.#snapshot = { ...this.#snapshot, state }
    for (const listener of this.#listeners) listener()
  }
}

/** The draft after the changes that it has not yet; undefined when they do not continue it, and the same when there are none. */
function changesAfter(server: ServerDraft, changes: readonly DraftChange[]): ServerDraft | undefined {
  let { revision, workflow } = server
  for (const { seq, operations } of changes) {
    if (seq <= revision) continue
    if (seq !== revision + 1 || operations === null) return undefined
    try {
      workflow = applyOperations(workflow, operations).workflow
    } catch (error) {
      if (error instanceof OperationError) return undefined
      throw error
    }
    revision = seq
  }
  return { revision, workflow }
}
