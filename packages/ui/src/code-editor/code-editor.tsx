'use client'

import type { ReactElement } from 'react'
import { deferPart } from '../defer-part.ts'
import type { LanguageEditorProps } from './code-editor-props.ts'
import { PlainEditor } from './plain-editor.tsx'

const useLanguageEditor = deferPart(() => import('../code-mirror/index.ts').then((module) => module.LanguageEditor))

/** Code with highlighting. CodeMirror is loaded with the first one that is shown; until then it is a plain field. */
export function CodeEditor(props: LanguageEditorProps): ReactElement {
  const LanguageEditor = useLanguageEditor()
  return LanguageEditor ? <LanguageEditor {...props} /> : <PlainEditor {...props} />
}
