import type { EditorState } from '../store/editor-state.ts'

export type CommandSection = 'Nodes' | 'Canvas' | 'Workflow' | 'View'

/** Something that can be done in the editor: by its key, from a menu, or found by its name. */
export interface EditorCommand {
  id: string
  title: string
  section: CommandSection
  /** The first one is shown. */
  hotkeys?: readonly string[]
  /** Works while somebody types in a field, too. */
  inFields?: boolean
  /** Changes the workflow: not there when it is only looked at. */
  edits?: boolean
  /** Whether there is anything to do it with now. */
  isAvailable?: (state: EditorState) => boolean
  run: () => void
}
