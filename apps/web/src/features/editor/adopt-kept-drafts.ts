import type { KeptDraft } from './kept-drafts.ts'

/** Names the lock that an open editor holds, so that others know that its edits are in good hands. */
const lockOf = (clientId: string) => `spane-editor-${clientId}`

/** Gives the lock back. */
export type Release = () => void

/** The part of the browser's lock manager that is used; without one (plain HTTP) nobody knows of other tabs. */
export type Locks = Pick<LockManager, 'request'>

/** Takes the lock of an editor; undefined while somebody else holds it. */
export async function lockEditor(locks: Locks | undefined, clientId: string): Promise<Release | undefined> {
  if (!locks) return () => undefined
  return new Promise((resolve, reject) => {
    locks
      .request(lockOf(clientId), { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined)
          return undefined
        }
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}

/** Takes over what editors left behind that are no longer open, the oldest first as they come. */
export async function adoptKeptDrafts(
  locks: Locks | undefined,
  kept: readonly KeptDraft[],
): Promise<{ kept: KeptDraft; release: Release }[]> {
  const adopted: { kept: KeptDraft; release: Release }[] = []
  for (const draft of kept) {
    const release = await lockEditor(locks, draft.clientId)
    if (release) adopted.push({ kept: draft, release })
  }
  return adopted
}
