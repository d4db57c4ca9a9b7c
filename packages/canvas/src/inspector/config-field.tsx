'use client'

import { cn, Field, Input, Select, Switch, Textarea } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { type ReactElement, useState } from 'react'
import type { ConfigFieldProps } from './config-field-props.ts'
import { ExpressionMarker, ExpressionToggle } from './expression-toggle.tsx'
import { fieldError } from './field-errors.ts'
import { JsonControl } from './json-control.tsx'
import { KeyValuesControl } from './key-values-control.tsx'
import { ListControl } from './list-control.tsx'
import { NumberControl } from './number-control.tsx'
import { WorkflowControl } from './workflow-control.tsx'

/** Controls that cannot hold the text of an expression: for those, a text field takes their place. */
const SWITCHED = new Set(['number', 'switch', 'select', 'workflow'])

/** One field of the generated form. */
export function ConfigField(props: ConfigFieldProps): ReactElement {
  const { field, path, value, onChange, problems } = props
  const [inputError, setInputError] = useState<string>()
  const error = inputError ?? fieldError(problems, path, field.control)
  if (field.control === 'list') {
    return <ListControl {...props} error={error} renderField={(item) => <ConfigField {...item} />} />
  }

  const hasExpression = field.expression && isTemplate(value)
  const canSwitch = field.expression && SWITCHED.has(field.control)
  const aside = canSwitch ? (
    <ExpressionToggle
      isOn={hasExpression}
      onToggle={() => {
        setInputError(undefined)
        onChange(hasExpression ? field.defaultValue : toExpression(value ?? field.defaultValue))
      }}
    />
  ) : hasExpression ? (
    <ExpressionMarker />
  ) : undefined
  return (
    <Field
      label={field.label}
      hint={field.hint}
      error={error}
      required={field.required}
      aside={aside}
      inline={field.control === 'switch' && !hasExpression}
    >
      {canSwitch && hasExpression ? (
        <Input
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          className="font-mono text-xs"
          spellCheck={false}
        />
      ) : (
        <Control {...props} onInputError={setInputError} />
      )}
    </Field>
  )
}

function Control({
  field,
  value,
  onChange,
  onInputError,
}: ConfigFieldProps & { onInputError: (error: string | undefined) => void }): ReactElement {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const placeholder = field.placeholder ?? (field.defaultValue === undefined ? undefined : String(field.defaultValue))
  const mono = field.expression && isTemplate(value)
  const onText = (typed: string) => onChange(typed === '' && !field.required ? undefined : typed)
  switch (field.control) {
    case 'text':
      return (
        <Input
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
          className={cn(mono && 'font-mono text-xs')}
        />
      )
    case 'textarea':
      return (
        <Textarea
          value={text}
          placeholder={placeholder}
          rows={4}
          code={mono}
          onChange={(event) => onText(event.target.value)}
        />
      )
    case 'code':
      return (
        <Textarea
          code
          value={text}
          placeholder={placeholder}
          rows={12}
          wrap="off"
          onChange={(event) => onText(event.target.value)}
        />
      )
    case 'number':
      return (
        <NumberControl
          value={typeof value === 'number' ? value : undefined}
          placeholder={placeholder}
          onChange={onChange}
        />
      )
    case 'switch':
      return <Switch checked={(value ?? field.defaultValue) === true} onCheckedChange={onChange} />
    case 'select':
      return <SelectControl field={field} value={value} onChange={onChange} />
    case 'workflow':
      return <WorkflowControl value={value} onChange={onChange} />
    case 'key-values':
      return (
        <KeyValuesControl
          value={value}
          onChange={onChange}
          itemName={field.itemName ?? 'item'}
          expression={field.expression}
        />
      )
    default:
      return (
        <JsonControl
          value={value}
          placeholder={placeholder}
          expression={field.expression}
          onChange={onChange}
          onInputError={onInputError}
        />
      )
  }
}

function SelectControl({
  field,
  value,
  onChange,
}: Pick<ConfigFieldProps, 'field' | 'value' | 'onChange'>): ReactElement {
  const options = field.options ?? []
  const chosen = options.findIndex((option) => option.value === (value ?? field.defaultValue))
  return (
    <Select
      value={chosen < 0 ? undefined : String(chosen)}
      onValueChange={(index) => onChange(options[Number(index)]?.value)}
      options={options.map((option, index) => ({ value: String(index), label: option.label }))}
    />
  )
}

function toExpression(value: unknown): string {
  return value === undefined ? '{{  }}' : `{{ ${JSON.stringify(value)} }}`
}
