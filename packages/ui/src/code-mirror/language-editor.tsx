'use client'

import { autocompletion } from '@codemirror/autocomplete'
import { javascript } from '@codemirror/lang-javascript'
import { json } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import { type Extension, Prec } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { type ReactElement, useMemo } from 'react'
import type { LanguageEditorProps } from '../code-editor/code-editor-props.ts'
import { findJsonMistake } from '../json/find-json-mistake.ts'
import { CodeMirror } from './code-mirror.tsx'

/** Code of one language. JSON is checked while it is typed. */
export function LanguageEditor({ language, readDrop, acceptsTemplates, ...props }: LanguageEditorProps): ReactElement {
  const extensions = useMemo(
    () => [
      language === 'json'
        ? [json(), jsonLint(acceptsTemplates ?? false)]
        : [javascript(), lineNumbers(), autocompletion()],
      readDrop ? dropsInto(readDrop) : [],
    ],
    [language, readDrop, acceptsTemplates],
  )
  return <CodeMirror {...props} extensions={extensions} />
}

function jsonLint(acceptsTemplates: boolean): Extension {
  return linter(({ state }) => {
    const text = state.doc.toString()
    if (text.trim() === '' || (acceptsTemplates && text.includes('{{'))) return []
    const mistake = findJsonMistake(text)
    if (!mistake) return []
    const from = Math.max(0, Math.min(mistake.at, text.length - 1))
    return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: mistake.reason }]
  })
}

/** Something dropped is put where it is let go of, as `readDrop` writes it. */
export function dropsInto(
  readDrop: (transfer: DataTransfer, text: string, at: number) => string | undefined,
): Extension {
  return Prec.highest(
    EditorView.domEventHandlers({
      drop(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false)
        const insert = event.dataTransfer && readDrop(event.dataTransfer, view.state.doc.toString(), at)
        if (insert === undefined || insert === null) return false
        event.preventDefault()
        view.dispatch({
          changes: { from: at, insert },
          selection: { anchor: at + insert.length },
          userEvent: 'input.drop',
        })
        view.focus()
        return true
      },
    }),
  )
}
