'use client'

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete'
import { setDiagnostics } from '@codemirror/lint'
import { EditorView, tooltips } from '@codemirror/view'
import type { CodeEditorProps } from '@spane/ui'
import { CodeMirror, dropsInto } from '@spane/ui/code-mirror'
import { type ReactElement, type Ref, useContext, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { readPath } from '../data/dragged-path.ts'
import { completeExpression } from './complete-expression.ts'
import type { ExpressionCompletion } from './expression-completion.ts'
import { type ExpressionTools, ExpressionToolsContext } from './expression-tools.ts'
import { insertExpression } from './insert-expression.ts'
import type { ExpressionPreview } from './preview-expression.ts'
import { referencedNodes } from './read-chain.ts'
import { templateHighlight } from './template-highlight.ts'

/** What a field can do with its editor. */
export interface ExpressionEditorHandle {
  insert: (code: string) => void
}

export interface ExpressionEditorProps extends CodeEditorProps {
  preview: ExpressionPreview | undefined
  handle: Ref<ExpressionEditorHandle>
}

/** A template in CodeMirror: completed from the data that there is, its mistake underlined. Import it lazily. */
export function ExpressionEditor({ preview, handle, ...props }: ExpressionEditorProps): ReactElement {
  const tools = useContext(ExpressionToolsContext)
  const currentTools = useRef(tools)
  currentTools.current = tools
  const view = useRef<EditorView>(null)
  const extensions = useMemo(
    () => [
      templateHighlight,
      autocompletion({
        override: [(context) => complete(context, currentTools.current)],
        icons: false,
        // Enter that is pressed while the list opens means the list.
        interactionDelay: 0,
      }),
      // The panel around cuts off what hangs out of it.
      tooltips({ position: 'fixed', parent: document.body }),
      closesBraces,
      dropsInto((transfer, text, at) => {
        const code = readPath(transfer)
        return code === undefined ? undefined : insertExpression(text, at, code).inserted
      }),
    ],
    [],
  )
  useImperativeHandle(handle, () => ({
    insert: (code) => {
      const editor = view.current
      if (!editor) return
      const { head } = editor.state.selection.main
      const { inserted } = insertExpression(editor.state.doc.toString(), head, code)
      editor.dispatch({ changes: { from: head, insert: inserted }, selection: { anchor: head + inserted.length } })
      editor.focus()
    },
  }))
  const error = preview?.kind === 'error' ? preview : undefined
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const length = editor.state.doc.length
    const range = error?.range && { from: Math.min(error.range.from, length), to: Math.min(error.range.to, length) }
    const marks = error && range ? [{ ...range, severity: 'error' as const, message: error.message }] : []
    editor.dispatch(setDiagnostics(editor.state, marks))
  }, [error])
  return (
    <CodeMirror
      {...props}
      extensions={extensions}
      onReady={(editor) => {
        view.current = editor
        if (props.caret !== undefined) startCompletion(editor)
      }}
    />
  )
}

async function complete(
  context: CompletionContext,
  tools: ExpressionTools | undefined,
): Promise<CompletionResult | null> {
  const text = context.state.doc.toString()
  const outputs = new Map<string, unknown>()
  const { state } = tools?.data ?? {}
  const upstream = tools?.data.upstream ?? []
  for (const id of referencedNodes(text)) {
    if (!upstream.some((node) => node.id === id)) continue
    const output = await tools?.data.readOutput(id).catch(() => undefined)
    if (output && !output.data.truncated) outputs.set(id, JSON.parse(output.data.text))
  }
  const input = state?.kind === 'loaded' && state.input && !state.input.truncated ? state.input.text : undefined
  const result = completeExpression(text, context.pos, {
    input: input === undefined ? undefined : JSON.parse(input),
    execution: { ...tools?.execution },
    nodes: upstream,
    outputOf: (id) => outputs.get(id),
  })
  if (!result || result.options.length === 0) return null
  const { from, dotFrom } = result
  return {
    from,
    options: result.options.map((option, index) => toCompletion(option, dotFrom, -index)),
    validFor: /^[\w$ -]*$/,
  }
}

function toCompletion(option: ExpressionCompletion, dotFrom: number, boost: number): Completion {
  const { label, detail, info, kind, insert = label, replacesDot = false } = option
  return {
    label,
    detail,
    info,
    type: kind,
    boost: Math.max(-99, boost),
    apply: (view, _completion, from, to) => {
      const start = replacesDot ? dotFrom : from
      // Between the parentheses of a function; behind anything else.
      const anchor = start + insert.length - (insert.endsWith('()') ? 1 : 0)
      view.dispatch({ changes: { from: start, to, insert }, selection: { anchor }, userEvent: 'input.complete' })
    },
  }
}

/** The second `{` brings the braces that end the expression, and what can stand in it. */
const closesBraces = EditorView.inputHandler.of((view, from, to, text) => {
  const before = view.state.sliceDoc(from - 1, from)
  if (text !== '{' || before !== '{' || from !== to || view.state.sliceDoc(from, from + 1) === '}') return false
  view.dispatch({ changes: { from, insert: '{  }}' }, selection: { anchor: from + 2 }, userEvent: 'input.type' })
  startCompletion(view)
  return true
})
