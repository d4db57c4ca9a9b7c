'use client'

import { type ReactElement, useEffect, useRef } from 'react'
import { Textarea } from '../input.tsx'
import type { CodeEditorProps } from './code-editor-props.ts'

/** What stands in for an editor of code while it is loaded: it takes text already. */
export function PlainEditor(props: CodeEditorProps): ReactElement {
  const { value, onChange, placeholder, singleLine, minLines = 1, caret, id, className } = props
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (caret === undefined || !area.current) return
    area.current.focus()
    area.current.setSelectionRange(caret, caret)
  }, [caret])
  return (
    <Textarea
      ref={area}
      code
      rows={minLines}
      wrap={singleLine ? 'off' : undefined}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      {...(id === null && { id: undefined })}
      aria-label={props['aria-label']}
      className={className}
    />
  )
}
