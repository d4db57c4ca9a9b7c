'use client'

import { type ReactElement, useEffect, useRef } from 'react'
import { Textarea } from '../input.tsx'
import type { CodeEditorProps } from './code-editor-props.ts'

interface PlainEditorProps extends CodeEditorProps {
  /** Called with where the caret is; with nothing once the field has lost the focus. */
  onCaretChange?: (caret: number | undefined) => void
}

/** What stands in for an editor of code while it is loaded: it takes text already. */
export function PlainEditor(props: PlainEditorProps): ReactElement {
  const { value, onChange, placeholder, singleLine, minLines = 1, caret, id, className, onCaretChange } = props
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
      onFocus={(event) => onCaretChange?.(event.target.selectionStart)}
      onSelect={(event) => onCaretChange?.(event.currentTarget.selectionStart)}
      onBlur={() => onCaretChange?.(undefined)}
      {...(id === null && { id: undefined })}
      aria-label={props['aria-label']}
      className={className}
    />
  )
}
