'use client'

import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import { useFieldControl } from './field-context.ts'

/** Looks shared by everything that is typed or chosen in. */
export const controlClasses =
  'w-full rounded-md border border-control bg-raised text-ink text-sm transition-colors duration-100 placeholder:text-faint hover:border-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 [&:is(input,textarea):read-only]:bg-sunken aria-invalid:border-failed'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>): ReactElement {
  const field = useFieldControl()
  return (
    <input type={type} autoComplete="off" {...field} {...props} className={cn(controlClasses, 'h-8 px-2', className)} />
  )
}

export interface TextareaProps extends ComponentProps<'textarea'> {
  /** Monospaced, without spell checking: for JSON, code and expressions. */
  code?: boolean
}

export function Textarea({ className, code, ...props }: TextareaProps): ReactElement {
  const field = useFieldControl()
  return (
    <textarea
      spellCheck={code ? false : undefined}
      {...field}
      {...props}
      className={cn(
        controlClasses,
        'min-h-16 resize-y px-2 py-1.5',
        code && 'font-mono text-xs leading-5 [tab-size:2]',
        className,
      )}
    />
  )
}
