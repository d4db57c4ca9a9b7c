'use client'

import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { useEditorStore } from '../store/editor-context.ts'

/** Long enough to type a word, short enough to be saved before one looks for it. */
const DEBOUNCE_MS = 300

export interface ConfigEdits {
  /** A field has a new value; `undefined` takes the field away. */
  change: (field: string, value: unknown) => void
  /** The person left the field: what is pending is handed over, and what follows is another undo step. */
  commit: () => void
  /** The config that these edits made last, to tell it from one that came from elsewhere (an undo). */
  lastCommitted: RefObject<Record<string, unknown> | undefined>
}

/** Collects what is typed into a node's config and turns it into operations, one undo step a field and visit. */
export function useConfigEdits(nodeId: string): ConfigEdits {
  const store = useEditorStore()
  const lastCommitted = useRef<Record<string, unknown> | undefined>(undefined)
  const pending = useRef<{ field: string; value: unknown } | undefined>(undefined)
  const visit = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const send = useCallback(() => {
    clearTimeout(timer.current)
    const edit = pending.current
    pending.current = undefined
    const node = store.getState().graph.nodes.get(nodeId)
    if (!edit || !node) return
    const config = { ...node.config }
    if (edit.value === undefined) delete config[edit.field]
    else config[edit.field] = edit.value
    lastCommitted.current = config
    const mergeKey = `config:${nodeId}:${edit.field}:${visit.current}`
    store.actions.apply([{ type: 'updateNode', nodeId, patch: { config } }], { mergeKey })
  }, [store, nodeId])

  const commit = useCallback(() => {
    send()
    visit.current = nextVisit()
  }, [send])

  const change = useCallback(
    (field: string, value: unknown) => {
      if (pending.current && pending.current.field !== field) send()
      pending.current = { field, value }
      clearTimeout(timer.current)
      timer.current = setTimeout(send, DEBOUNCE_MS)
    },
    [send],
  )

  useEffect(() => {
    visit.current = nextVisit()
    const unregister = store.actions.registerPending(commit)
    return () => {
      unregister()
      send()
    }
  }, [store, commit, send])

  return useMemo(() => ({ change, commit, lastCommitted }), [change, commit])
}

let visits = 0
function nextVisit(): number {
  visits += 1
  return visits
}
