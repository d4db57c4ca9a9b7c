'use client'

import { closeCompletion, completionKeymap, completionStatus } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { Annotation, Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { dropCursor, EditorView, keymap, placeholder as placeholderText } from '@codemirror/view'
import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cn } from '../cn.ts'
import type { CodeEditorProps } from '../code-editor/code-editor-props.ts'
import { useFieldControl, useFieldLabelId } from '../field-context.ts'
import { editorTheme } from './theme.ts'

export interface CodeMirrorProps extends CodeEditorProps {
  /** Keep it the same value as long as it means the same. */
  extensions?: Extension
  /** Called with the editor once it is there. */
  onReady?: (view: EditorView) => void
}

/** How long what was typed may take to come back as the value. */
const ECHO_MS = 2_000
/** Marks a change that was not made in the editor, such as an undo on the canvas. */
const fromOutside = Annotation.define<boolean>()

/** CodeMirror as a control of a form: labelled by its field, in the colours of the theme. */
export function CodeMirror(props: CodeMirrorProps): ReactElement {
  const { value, extensions = [], singleLine = false, placeholder = '', minLines = 1, caret, className } = props
  const field = useFieldControl()
  const labelId = useFieldLabelId()
  const handlers = useRef(props)
  useLayoutEffect(() => {
    handlers.current = props
  })
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const sent = useRef<{ text: string; at: number }[]>([])
  const [parts] = useState(() => ({ given: new Compartment(), attributes: new Compartment() }))
  const attributes = EditorView.contentAttributes.of({
    role: 'textbox',
    // What is edited can be reached without it, which not everything that checks pages knows.
    tabindex: '0',
    'aria-multiline': String(!singleLine),
    spellcheck: 'false',
    autocorrect: 'off',
    autocapitalize: 'off',
    ...(field.id !== undefined && props.id !== null && { id: field.id }),
    ...(props['aria-label'] !== undefined
      ? { 'aria-label': props['aria-label'] }
      : labelId !== undefined && { 'aria-labelledby': labelId }),
    ...(field['aria-describedby'] !== undefined && { 'aria-describedby': field['aria-describedby'] }),
    ...(field['aria-invalid'] && { 'aria-invalid': 'true' }),
    ...(field['aria-required'] && { 'aria-required': 'true' }),
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is dispatched by the effects below
  useEffect(() => {
    const editor = new EditorView({
      parent: host.current ?? undefined,
      state: EditorState.create({
        doc: value,
        selection: caret === undefined ? undefined : { anchor: Math.min(caret, value.length) },
        extensions: [
          parts.given.of(extensions),
          parts.attributes.of(attributes),
          history(),
          dropCursor(),
          bracketMatching(),
          editorTheme,
          singleLine ? oneLine : [],
          EditorView.lineWrapping,
          placeholderText(placeholder),
          escapeClosesCompletion,
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))) {
              const text = update.state.doc.toString()
              sent.current.push({ text, at: performance.now() })
              handlers.current.onChange(text)
            }
            if (update.focusChanged) handlers.current.onFocusChange?.(update.view.hasFocus)
          }),
        ],
      }),
    })
    view.current = editor
    if (caret !== undefined) editor.focus()
    handlers.current.onReady?.(editor)
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  useEffect(() => {
    const editor = view.current
    if (!editor) return
    // What comes back of what was typed is not new, also when more was typed meanwhile.
    sent.current = sent.current.filter(({ at }) => performance.now() - at < ECHO_MS)
    const echo = sent.current.findIndex(({ text }) => text === value)
    sent.current.splice(0, echo + 1)
    const doc = editor.state.doc.toString()
    if (echo >= 0 || doc === value) return
    editor.dispatch({ changes: { from: 0, to: doc.length, insert: value }, annotations: fromOutside.of(true) })
  }, [value])
  useEffect(() => view.current?.dispatch({ effects: parts.given.reconfigure(extensions) }), [parts, extensions])
  const attributesKey = JSON.stringify([field, labelId, props['aria-label']])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the attributes
  useEffect(() => view.current?.dispatch({ effects: parts.attributes.reconfigure(attributes) }), [parts, attributesKey])

  return (
    <div
      ref={host}
      style={{ minHeight: `calc(${minLines} * 1.25rem + 12px)` }}
      className={cn(
        'w-full min-w-0 cursor-text overflow-hidden rounded-md border border-line-strong bg-raised transition-colors duration-100 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent hover:border-faint',
        field['aria-invalid'] && 'border-failed',
        className,
      )}
    />
  )
}

/** Line breaks that are pasted or dropped become spaces. */
const oneLine: Extension = [
  EditorState.transactionFilter.of((transaction) => {
    if (transaction.newDoc.lines <= 1) return transaction
    const doc = transaction.newDoc.toString().replace(/\r?\n/g, ' ')
    const anchor = Math.min(transaction.newSelection.main.anchor, doc.length)
    return { changes: { from: 0, to: transaction.startState.doc.length, insert: doc }, selection: { anchor } }
  }),
  // Below the keys of the completion, above those that break a line.
  keymap.of([{ key: 'Enter', run: () => true }]),
]

/** Escape closes the list first; only the next one leaves the field. */
const escapeClosesCompletion: Extension = Prec.highest(
  EditorView.domEventHandlers({
    keydown(event, view) {
      if (event.key !== 'Escape' || completionStatus(view.state) === null) return false
      event.stopPropagation()
      event.preventDefault()
      return closeCompletion(view)
    },
  }),
)
