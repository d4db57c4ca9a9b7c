'use client'

import { createContext, useContext, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { shallow } from 'zustand/shallow'
import type { EditorStore } from './create-editor-store.ts'
import type { EditorActions, EditorState } from './editor-state.ts'
import { type Slices, watchSlices } from './watch-slices.ts'

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
 * As `useEditor`, for what may change at every step of a hand that drags. React draws a change of an external store at
 * once, at each step; a state of its own is drawn when there is time for it, the last step and not each.
 * @param selector must stay the same function
 */
export function useMovingState<T>(
  selector: (state: EditorState) => T,
  isSame: (before: T, now: T) => boolean = Object.is,
): T {
  const store = useEditorStore()
  const [value, setValue] = useState(() => selector(store.getState()))
  useLayoutEffect(() => {
    const follow = () =>
      setValue((before) => {
        const now = selector(store.getState())
        return isSame(before, now) ? before : now
      })
    follow()
    return store.subscribe(follow)
  }, [store, selector, isSame])
  return value
}

/**
 * Several values of the state that a component shows, with one subscription: `read` is called only when one of `slices`
 * has become another.
 * @param slices always the same array
 * @param read must stay the same function as long as it reads the same; with `useCallback`, for example
 */
export function useEditorFacts<T extends object>(slices: Slices, read: (state: EditorState) => T): T {
  const store = useEditorStore()
  const source = useMemo(() => {
    let seen: EditorState | undefined
    let facts: T | undefined
    const current = (): T => {
      const state = store.getState()
      if (facts && seen && slices.every((slice) => seen?.[slice] === state[slice])) return facts
      seen = state
      const next = read(state)
      facts = facts && shallow(facts, next) ? facts : next
      return facts
    }
    return { current, subscribe: (listener: () => void) => watchSlices(store, slices, listener) }
  }, [store, slices, read])
  return useSyncExternalStore(source.subscribe, source.current, source.current)
}

export function useEditorActions(): EditorActions {
  return useEditorStore().actions
}
