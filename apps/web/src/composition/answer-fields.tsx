'use client'

import { Field, Input, Switch } from '@spane/ui'
import type { ReactElement } from 'react'
import type { AnswerField } from './describe-signal.ts'

export interface AnswerFieldsProps {
  fields: readonly AnswerField[]
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
}

/** The fields that a signal is asked for, as a form. */
export function AnswerFields({ fields, value, onChange }: AnswerFieldsProps): ReactElement {
  return (
    <>
      {fields.map((field) => (
        <Field key={field.name} label={field.name} inline={field.kind === 'yes-no'}>
          <AnswerControl
            kind={field.kind}
            value={value[field.name]}
            onChange={(next) => onChange({ ...value, [field.name]: next })}
          />
        </Field>
      ))}
    </>
  )
}

interface AnswerControlProps {
  kind: AnswerField['kind']
  value: unknown
  onChange: (value: unknown) => void
}

function AnswerControl({ kind, value, onChange }: AnswerControlProps): ReactElement {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  switch (kind) {
    case 'yes-no':
      return <Switch checked={value === true} onCheckedChange={onChange} />
    case 'number':
      return (
        <Input
          type="number"
          step="any"
          value={text}
          onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber)}
        />
      )
    case 'text':
      return <Input value={text} onChange={(event) => onChange(event.target.value)} />
  }
}
