'use client'

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
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

export function useEditorActions(): EditorActions {
  return useEditorStore().actions
}
