'use client'

import type { WorkflowDraft } from '@spane/api'
import type { NodeDescription } from '@spane/node-sdk'
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useTRPCClient } from '../../trpc/trpc.ts'
import type { Autosave } from './autosave.ts'
import { createAutosave } from './create-autosave.ts'
import type { KeptDraft } from './kept-drafts.ts'

/** Edits of a closed editor. */
export interface LeftBehind {
  kept: KeptDraft
  autosave: Autosave
}

const NONE: readonly LeftBehind[] = []

/**
 * Saves what closed editors left behind, out of sight. Returns the first whose edits need a person's word; once that is given, the
 * next. What is not decided stays kept for the next visit; what is given up is to be forgotten.
 */
export function useLeftBehind(
  draft: WorkflowDraft | undefined,
  nodeTypes: readonly NodeDescription[] | undefined,
  others: readonly KeptDraft[] | undefined,
): { left: LeftBehind | undefined; forget: (left: LeftBehind) => void } {
  const client = useTRPCClient()
  const [left, setLeft] = useState(NONE)
  const open = useEffectEvent((drafts: readonly KeptDraft[]): LeftBehind[] => {
    if (!draft || !nodeTypes) return []
    return drafts.map((kept) => {
      const autosave = createAutosave({ client, draft, nodeTypes, clientId: kept.clientId, kept })
      // What goes wrong is in its state: it tries again, or it asks.
      void autosave.flush().catch(() => undefined)
      return { kept, autosave }
    })
  })
  const isLoaded = draft !== undefined && nodeTypes !== undefined
  // Once for each visit: a draft that is loaded again must not bring back what was sent, and maybe undone, since.
  useEffect(() => {
    if (!isLoaded || !others || others.length === 0) return
    const opened = open(others)
    const retry = () => {
      for (const { autosave } of opened) autosave.retry()
    }
    setLeft(opened)
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      for (const { autosave } of opened) autosave.leave()
      setLeft(NONE)
    }
  }, [isLoaded, others])
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = left.map(({ autosave }) => autosave.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [left],
  )
  const undecided = () => left.find(({ autosave }) => autosave.getSnapshot().state.kind === 'conflict')
  return {
    left: useSyncExternalStore(subscribe, undecided, () => undefined),
    forget: (given) => setLeft((before) => before.filter((one) => one !== given)),
  }
}
