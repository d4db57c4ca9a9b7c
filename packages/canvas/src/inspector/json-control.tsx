'use client'

import { Textarea } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { type ReactElement, useState } from 'react'
import { readJsonInput, showJsonInput } from './json-input.ts'

interface JsonControlProps {
  value: unknown
  placeholder?: string
  /** Whether text with `{{ … }}` may stand in place of the whole value. */
  expression: boolean
  onChange: (value: unknown) => void
  onInputError: (error: string | undefined) => void
}

/** A value typed as JSON. Text that is not JSON yet is kept in the field, and the last good value in the node. */
export function JsonControl({
  value,
  placeholder,
  expression,
  onChange,
  onInputError,
}: JsonControlProps): ReactElement {
  const [draft, setDraft] = useState<{ text: string; value: unknown }>()
  const isCurrent = draft !== undefined && JSON.stringify(draft.value) === JSON.stringify(value)
  return (
    <Textarea
      code
      rows={6}
      placeholder={placeholder}
      value={isCurrent ? draft.text : showJsonInput(value)}
      onChange={(event) => {
        const text = event.target.value
        const read = readJsonInput(text, expression && isTemplate(text))
        onInputError(read.error)
        setDraft({ text, value: read.error === undefined ? read.value : value })
        if (read.error === undefined) onChange(read.value)
      }}
    />
  )
}
