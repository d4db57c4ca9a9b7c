'use client'

import { deferPart, Input, PlainEditor, Textarea } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { type ReactElement, useRef, useState } from 'react'
import { useInsertTarget } from '../data/insert-targets.ts'
import type { ExpressionEditorHandle, ExpressionEditorProps } from './expression-editor.tsx'
import { ExpressionValue } from './expression-value.tsx'
import { asExpression, insertExpression } from './insert-expression.ts'
import { useExpressionPreview } from './use-expression-preview.ts'

const useExpressionEditor = deferPart(() => import('./expression-editor.tsx').then((module) => module.ExpressionEditor))

export interface ExpressionTextProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  multiline?: boolean
  /** Holds an expression, and nothing else can stand in it. */
  always?: boolean
  /** `null` inside a list, where the field's id belongs to another control. */
  id?: null
  'aria-label'?: string
  /** What it is called in the menu of the data. */
  targetLabel: string
  className?: string
}

/**
 * Text that may hold expressions. As long as it holds none it is a plain field; with the first `{{` it becomes an editor
 * of expressions with its value under it, and the caret stays where it is.
 */
export function ExpressionText(props: ExpressionTextProps): ReactElement {
  const { value, onChange, placeholder, multiline = false, always = false, id, targetLabel, className } = props
  const [caret, setCaret] = useState<number>()
  const [hasFocus, setFocus] = useState(false)
  const editor = useRef<ExpressionEditorHandle>(null)
  const lastCaret = useRef<number>(undefined)
  const preview = useExpressionPreview(value)
  // While somebody types, deleting the braces must not take the editor away from under the caret.
  const isExpression = always || isTemplate(value) || hasFocus

  const box = useInsertTarget<HTMLDivElement>({
    label: targetLabel,
    insert: (code) => {
      if (editor.current) {
        editor.current.insert(code)
        return
      }
      const at = Math.min(lastCaret.current ?? value.length, value.length)
      const { text, inserted } =
        value === '' ? { text: asExpression(code), inserted: asExpression(code) } : insertExpression(value, at, code)
      setCaret(value === '' ? text.length : at + inserted.length)
      onChange(text)
    },
  })
  const type = (field: HTMLInputElement | HTMLTextAreaElement) => {
    const at = field.selectionEnd ?? field.value.length
    lastCaret.current = at
    const opened =
      isTemplate(field.value) && field.value.slice(0, at).endsWith('{{') && !field.value.slice(at).includes('}}')
    if (isTemplate(field.value)) setCaret(opened ? at + 1 : at)
    onChange(opened ? `${field.value.slice(0, at)}  }}${field.value.slice(at)}` : field.value)
  }
  const plain = {
    value,
    placeholder,
    spellCheck: false,
    ...(id === null && { id: undefined }),
    'aria-label': props['aria-label'],
    onBlur: (event: { target: HTMLInputElement | HTMLTextAreaElement }) => {
      lastCaret.current = event.target.selectionEnd ?? undefined
    },
    className,
  }
  const code = {
    value,
    onChange,
    placeholder,
    singleLine: !multiline,
    minLines: multiline ? 4 : 1,
    caret,
    id,
    'aria-label': props['aria-label'],
    className,
  }
  return (
    <div ref={box} data-insert-target className="flex min-w-0 flex-1 flex-col gap-1">
      {!isExpression ? (
        multiline ? (
          <Textarea {...plain} rows={4} onChange={(event) => type(event.target)} />
        ) : (
          <Input {...plain} onChange={(event) => type(event.target)} />
        )
      ) : (
        <ExpressionCode
          {...code}
          preview={preview}
          handle={editor}
          onFocusChange={(focused) => {
            setFocus(focused)
            if (!focused) setCaret(undefined)
          }}
        />
      )}
      {isExpression && <ExpressionValue preview={preview} />}
    </div>
  )
}

/** The editor of expressions; a plain field until it is here. */
function ExpressionCode({ preview, handle, onFocusChange, ...code }: ExpressionEditorProps): ReactElement {
  const ExpressionEditor = useExpressionEditor()
  return ExpressionEditor ? (
    <ExpressionEditor {...code} preview={preview} handle={handle} onFocusChange={onFocusChange} />
  ) : (
    <PlainEditor {...code} />
  )
}
