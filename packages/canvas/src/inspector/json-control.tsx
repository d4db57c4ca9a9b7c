'use client'

import { CodeEditor } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { type ReactElement, useState } from 'react'
import { readPath } from '../data/dragged-path.ts'
import { useInsertTarget } from '../data/insert-targets.ts'
import { ExpressionValue } from '../expression/expression-value.tsx'
import { asExpression, insertExpression } from '../expression/insert-expression.ts'
import { useExpressionPreview } from '../expression/use-expression-preview.ts'
import { readJsonInput, showJsonInput } from './json-input.ts'

interface JsonControlProps {
  value: unknown
  placeholder?: string
  /** Whether text with `{{ … }}` may stand in place of the whole value. */
  expression: boolean
  targetLabel: string
  onChange: (value: unknown) => void
  onInputError: (error: string | undefined) => void
}

/** A value typed as JSON. Text that is not JSON yet is kept in the field, and the last good value in the node. */
export function JsonControl({
  value,
  placeholder,
  expression,
  targetLabel,
  onChange,
  onInputError,
}: JsonControlProps): ReactElement {
  const [draft, setDraft] = useState<{ text: string; value: unknown }>()
  const isCurrent = draft !== undefined && JSON.stringify(draft.value) === JSON.stringify(value)
  const shown = isCurrent ? draft.text : showJsonInput(value)
  const preview = useExpressionPreview(expression && isTemplate(value) ? value : '')
  const type = (text: string) => {
    const read = readJsonInput(text, expression && isTemplate(text))
    onInputError(read.error)
    setDraft({ text, value: read.error === undefined ? read.value : value })
    if (read.error === undefined) onChange(read.value)
  }
  const box = useInsertTarget<HTMLDivElement>(
    expression
      ? {
          label: targetLabel,
          insert: (code) => type(shown.trim() === '' ? asExpression(code) : `${shown}${asExpression(code)}`),
        }
      : undefined,
  )
  return (
    <div ref={box} data-insert-target={expression || undefined} className="flex flex-col gap-1">
      <CodeEditor
        language="json"
        minLines={6}
        placeholder={placeholder}
        value={shown}
        acceptsTemplates={expression}
        readDrop={expression ? readJsonDrop : undefined}
        onChange={type}
      />
      <ExpressionValue preview={preview} />
    </div>
  )
}

function readJsonDrop(transfer: DataTransfer, text: string, at: number): string | undefined {
  const code = readPath(transfer)
  return code === undefined ? undefined : insertExpression(text, at, code).inserted
}
