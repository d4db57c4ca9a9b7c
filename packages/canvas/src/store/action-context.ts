import type { EditorActions, EditorState } from './editor-state.ts'

/** What actions work with. */
export interface ActionContext {
  get: () => EditorState
  set: (change: Partial<EditorState>) => void
  /** All actions, for those that are made of others. */
  actions: EditorActions
}
