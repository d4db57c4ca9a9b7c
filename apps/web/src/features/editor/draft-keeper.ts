import type { DraftCopy } from '@spane/workflow'
import type { DraftKeeper } from './autosave.ts'
import { type KeptDraft, toKept } from './kept-drafts.ts'

export interface KeeperStore {
  put(draft: KeptDraft): Promise<void>
  delete(clientId: string): Promise<void>
}

/**
 * Keeps the unsent edits of one editor, one write at a time: what comes while one is under way is written as a whole after it.
 * idle → writing → (something newer) writing → idle
 */
export class BrowserKeeper implements DraftKeeper {
  readonly #store: KeeperStore
  readonly #clientId: string
  readonly #onKept: (isKept: boolean) => void
  #wanted: { kept: KeptDraft | undefined } | undefined
  #writing = false
  #holds: boolean

  constructor(
    store: KeeperStore,
    {
      clientId,
      holds,
      onKept,
    }: { clientId: string /** Something is kept already. */; holds: boolean; onKept: (isKept: boolean) => void },
  ) {
    this.#store = store
    this.#clientId = clientId
    this.#holds = holds
    this.#onKept = onKept
  }

  keep(copy: DraftCopy): void {
    const kept = toKept(copy, this.#clientId)
    if (!kept && !this.#holds && !this.#writing) return
    this.#wanted = { kept }
    this.#onKept(false)
    if (!this.#writing) void this.#write()
  }

  async #write(): Promise<void> {
    this.#writing = true
    try {
      while (this.#wanted) {
        const { kept } = this.#wanted
        this.#wanted = undefined
        this.#holds = kept !== undefined
        await (kept ? this.#store.put(kept) : this.#store.delete(this.#clientId))
      }
      this.#onKept(true)
    } catch {
      // Private windows and full disks keep nothing: then the page asks before it is left.
      this.#wanted = undefined
    } finally {
      this.#writing = false
    }
  }
}
