'use client'

import type { WorkflowDraft } from '@spane/api'
import type { NodeDescription } from '@spane/node-sdk'
import { toast } from '@spane/ui'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTRPCClient } from '../../trpc/trpc.ts'
import type { Autosave, AutosaveSnapshot } from './autosave.ts'
import { createAutosave } from './create-autosave.ts'
import type { EditorSession } from './use-editor-session.ts'
import { useLeaveGuard } from './use-leave-guard.ts'

/** Saves the edits of one opened draft and says how far they have got. Mount it anew for another draft. */
export function useAutosave(
  draft: WorkflowDraft,
  nodeTypes: readonly NodeDescription[],
  { clientId, kept }: EditorSession,
): { autosave: Autosave; snapshot: AutosaveSnapshot } {
  const client = useTRPCClient()
  // Not drawn: it turns with every letter that is typed.
  const isKept = useRef(kept !== undefined)
  const [autosave] = useState(() =>
    createAutosave({
      client,
      draft,
      nodeTypes,
      clientId,
      kept,
      onKept: (now) => {
        isKept.current = now
      },
    }),
  )
  const snapshot = useSyncExternalStore(autosave.subscribe, autosave.getSnapshot, autosave.getSnapshot)

  useEffect(() => {
    if (kept && autosave.getSnapshot().conflicts.length === 0) {
      toast.info('Edits of your last visit were kept in this browser', { description: 'They are being saved now.' })
    }
  }, [autosave, kept])
  useEffect(() => {
    const retry = () => autosave.retry()
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      autosave.leave()
    }
  }, [autosave])
  useLeaveGuard(snapshot.state.kind, isKept)
  return { autosave, snapshot }
}
