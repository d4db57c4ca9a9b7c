'use client'

import { Input } from '@spane/ui'
import { type ReactElement, useState } from 'react'

interface NumberControlProps {
  value: number | undefined
  onChange: (value: number | undefined) => void
  placeholder?: string
  min?: number
  max?: number
  step?: number | 'any'
  'aria-label'?: string
}

/** A number, or nothing. What is typed stays as it is typed (`1.`, `-`) until it is a number. */
export function NumberControl({ value, onChange, step = 'any', ...props }: NumberControlProps): ReactElement {
  const [text, setText] = useState(() => show(value))
  // A value that came from elsewhere (an undo) replaces the text; one that the text stands for does not.
  const shown = read(text) === value ? text : show(value)
  return (
    <Input
      type="number"
      inputMode="decimal"
      step={step}
      {...props}
      value={shown}
      onChange={(event) => {
        setText(event.target.value)
        onChange(read(event.target.value))
      }}
      className="tabular-nums"
    />
  )
}

function show(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function read(text: string): number | undefined {
  if (text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
