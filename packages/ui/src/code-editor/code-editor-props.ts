/** What every editor of code is given, before and after CodeMirror is there. */
export interface CodeEditorProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Breaks no lines. */
  singleLine?: boolean
  minLines?: number
  /** Takes the focus at first, with the caret here. */
  caret?: number
  onFocusChange?: (hasFocus: boolean) => void
  /** `null` where the id of the field belongs to another control. */
  id?: null
  /** In place of the field's label. */
  'aria-label'?: string
  className?: string
}

export interface LanguageEditorProps extends CodeEditorProps {
  language: 'javascript' | 'json'
  /** Text that holds `{{` is no mistake. */
  acceptsTemplates?: boolean
  /** What to put in for something that is dropped; undefined leaves it to the browser. */
  readDrop?: (transfer: DataTransfer, text: string, at: number) => string | undefined
}
