'use client'

import { lazy, type ReactElement, Suspense } from 'react'
import type { LanguageEditorProps } from './code-editor-props.ts'
import { PlainEditor } from './plain-editor.tsx'

const LanguageEditor = lazy(() =>
  import('../code-mirror/index.ts').then((module) => ({ default: module.LanguageEditor })),
)

/** Code with highlighting. CodeMirror is loaded with the first one that is shown; until then it is a plain field. */
export function CodeEditor(props: LanguageEditorProps): ReactElement {
  return (
    <Suspense fallback={<PlainEditor {...props} />}>
      <LanguageEditor {...props} />
    </Suspense>
  )
}
