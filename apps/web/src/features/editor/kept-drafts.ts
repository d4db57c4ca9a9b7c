import type { DraftCopy, UnsentEdits } from '@spane/workflow'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** The unsent edits of one open editor. */
export interface KeptDraft extends UnsentEdits {
  /** Of the editor that made them. */
  clientId: string
  workflowId: string
}

interface KeptDrafts extends DBSchema {
  drafts: { key: string; value: KeptDraft; indexes: { workflowId: string } }
}

const NAME = 'spane-drafts'

/** The edits of this browser that the server has not acknowledged. Rejects where the browser keeps nothing. */
class KeptDraftStore {
  #opened: Promise<IDBPDatabase<KeptDrafts>> | undefined

  #open(): Promise<IDBPDatabase<KeptDrafts>> {
    this.#opened ??= openDB<KeptDrafts>(NAME, 1, {
      upgrade(database) {
        database.createObjectStore('drafts', { keyPath: 'clientId' }).createIndex('workflowId', 'workflowId')
      },
      // Another tab runs a newer version of the product: it must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
    })
    return this.#opened
  }

  async put(draft: KeptDraft): Promise<void> {
    await (await this.#open()).put('drafts', draft)
  }

  async delete(clientId: string): Promise<void> {
    await (await this.#open()).delete('drafts', clientId)
  }

  async of(workflowId: string): Promise<KeptDraft[]> {
    return (await this.#open()).getAllFromIndex('drafts', 'workflowId', workflowId)
  }
}

export const keptDrafts = new KeptDraftStore()

/** What has to be kept of a copy; undefined when everything is acknowledged. */
export function toKept(copy: DraftCopy, clientId: string): KeptDraft | undefined {
  const { server, base, head, queue, working } = copy
  if (!head && queue.length === 0) return undefined
  return {
    clientId,
    workflowId: working.id,
    revision: base === server.workflow ? server.revision : 0,
    base,
    head,
    queue,
  }
}
