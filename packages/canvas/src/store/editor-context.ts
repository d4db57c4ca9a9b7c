'use client'

import { createContext, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import { shallow } from 'zustand/shallow'
import type { EditorStore } from './create-editor-store.ts'
import type { EditorActions, EditorState } from './editor-state.ts'

export const EditorStoreContext = createContext<EditorStore | null>(null)

/** The store itself, for event handlers that need the state only when they run. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorStoreContext)
  if (!store) throw new Error('This component must be inside a WorkflowEditor')
  return store
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useEditorStore(), selector)
}

/**
 * Several values of the state that a component shows, with one subscription. A thousand cards ask at every change of the
 * state, and a drag makes sixty a second: `read` is called only when one of `slices` is another than before.
 * @param read must stay the same function as long as it reads the same; with `useCallback`, for example
 */
export function useEditorFacts<T extends object>(
  slices: readonly (keyof EditorState)[],
  read: (state: EditorState) => T,
): T {
  const select = useMemo(() => {
    let seen: EditorState | undefined
    let facts: T | undefined
    return (state: EditorState): T => {
      const before = seen
      seen = state
      if (facts && before && slices.every((slice) => before[slice] === state[slice])) return facts
      const next = read(state)
      facts = facts && shallow(facts, next) ? facts : next
      return facts
    }
  }, [slices, read])
  return useEditor(select)
}

export function useEditorActions(): EditorActions {
  return useEditorStore().actions
}
