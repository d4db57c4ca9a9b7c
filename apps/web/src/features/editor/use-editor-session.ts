'use client'

import { nanoid } from 'nanoid'
import { useEffect, useState } from 'react'
import { adoptKeptDrafts, lockEditor } from './adopt-kept-drafts.ts'
import { type KeptDraft, keptDrafts } from './kept-drafts.ts'

/** Who edits here, and what an editor that is closed has left behind unsent. */
export interface EditorSession {
  clientId: string
  kept: KeptDraft | undefined
  /** What further editors left behind. */
  others: readonly KeptDraft[]
}

/** Opens a session for a workflow; undefined until it is known what was kept. `round` starts another one. */
export function useEditorSession(workflowId: string, round: number): EditorSession | undefined {
  const [opened, setOpened] = useState<{ key: string; session: EditorSession }>()
  const key = `${workflowId}:${round}`
  useEffect(() => {
    const releases: (() => void)[] = []
    let closed = false
    void openSession(workflowId).then(({ session, release }) => {
      if (closed) return release()
      releases.push(release)
      setOpened({ key, session })
    })
    return () => {
      closed = true
      for (const release of releases) release()
    }
  }, [workflowId, key])
  return opened?.key === key ? opened.session : undefined
}

async function openSession(workflowId: string): Promise<{ session: EditorSession; release: () => void }> {
  const locks: LockManager | undefined = navigator.locks
  try {
    const [first, ...rest] = await adoptKeptDrafts(locks, await keptDrafts.of(workflowId))
    if (first) {
      const session = { clientId: first.kept.clientId, kept: first.kept, others: rest.map(({ kept }) => kept) }
      return {
        session,
        release: () => {
          for (const { release } of [first, ...rest]) release()
        },
      }
    }
  } catch {
    // A browser that keeps nothing has nothing to bring back.
  }
  const clientId = nanoid()
  const release = await lockEditor(locks, clientId).catch(() => undefined)
  return { session: { clientId, kept: undefined, others: [] }, release: release ?? (() => undefined) }
}
