'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactElement, type ReactNode, useId } from 'react'
import { cn } from './cn.ts'
import { FieldContext, FieldLabelContext } from './field-context.ts'
import { Label } from './label.tsx'

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** Shown in place of nothing else: the hint stays in sight. */
  error?: ReactNode
  required?: boolean
  /** At the right end of the label's line, e.g. a marker. */
  aside?: ReactNode
  /** Puts the control beside the label, for switches and checkboxes. */
  inline?: boolean
  className?: string
  /** One control of this package, or any that spreads `useFieldControl()`. */
  children: ReactNode
}

/** A labelled control: label, hint and error are tied to it for assistive technology. */
export function Field({ label, hint, error, required, aside, inline, className, children }: FieldProps): ReactElement {
  const id = useId()
  const labelId = `${id}-label`
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ')
  const control = (
    <FieldContext.Provider
      value={{
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      }}
    >
      <FieldLabelContext.Provider value={labelId}>{children}</FieldLabelContext.Provider>
    </FieldContext.Provider>
  )
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <div className="flex min-h-5 items-center gap-2">
        {inline && control}
        <Label
          id={labelId}
          htmlFor={id}
          // A label gives the focus to controls of the browser only.
          onClick={() => document.querySelector<HTMLElement>(`[contenteditable]#${CSS.escape(id)}`)?.focus()}
        >
          {label}
          {required && (
            <span aria-hidden="true" className="text-failed">
              {' *'}
            </span>
          )}
        </Label>
        {aside && <span className="ml-auto flex items-center">{aside}</span>}
      </div>
      {!inline && control}
      {error && (
        <p id={errorId} className="flex items-start gap-1 text-failed text-xs">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-faint text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}
