'use client'

import { type ReactElement, useState } from 'react'
import { deferPart } from '../defer-part.ts'
import type { LanguageEditorProps } from './code-editor-props.ts'
import { PlainEditor } from './plain-editor.tsx'

const useLanguageEditor = deferPart(() => import('../code-mirror/index.ts').then((module) => module.LanguageEditor))

/** Code with highlighting. CodeMirror is loaded with the first one that is shown; until then it is a plain field. */
export function CodeEditor(props: LanguageEditorProps): ReactElement {
  const LanguageEditor = useLanguageEditor()
  // Whoever types in the plain field already goes on where they are in the editor that takes its place.
  const [caret, setCaret] = useState(props.caret)
  return LanguageEditor ? (
    <LanguageEditor {...props} caret={caret} />
  ) : (
    <PlainEditor {...props} onCaretChange={setCaret} />
  )
}
