'use client'

import { Button, CodeEditor, checkJson, Field, indentJson } from '@spane/ui'
import type { ReactElement, ReactNode } from 'react'

export interface JsonFieldProps {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  /** In place of what the field finds itself, e.g. the server's refusal. */
  error?: string
  /** Whether an empty field is fine. */
  optional?: boolean
  rows?: number
  autoFocus?: boolean
}

/** A field for JSON text that says where a mistake is. The text is kept as it was typed. */
export function JsonField({
  value,
  onChange,
  label,
  hint,
  error,
  optional,
  rows = 8,
  autoFocus,
}: JsonFieldProps): ReactElement {
  const check = checkJson(value)
  const shownError = error ?? (check.ok || (optional && value.trim() === '') ? undefined : check.message)
  return (
    <Field
      label={label}
      hint={hint}
      error={shownError}
      aside={
        <Button
          variant="ghost"
          size="sm"
          className="h-6"
          disabled={!check.ok}
          onClick={() => onChange(indentJson(value))}
        >
          Format
        </Button>
      }
    >
      <CodeEditor
        language="json"
        minLines={rows}
        value={value}
        caret={autoFocus ? value.length : undefined}
        onChange={onChange}
        // A long value scrolls in its place instead of pushing the buttons away.
        className="max-h-96 overflow-y-auto"
      />
    </Field>
  )
}
