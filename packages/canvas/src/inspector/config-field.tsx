'use client'

import { Field, Input, Select, Switch, Textarea } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { type ReactElement, useState } from 'react'
import { ExpressionText } from '../expression/expression-text.tsx'
import { CodeControl } from './code-control.tsx'
import type { ConfigFieldProps } from './config-field-props.ts'
import { ExpressionMarker, ExpressionToggle } from './expression-toggle.tsx'
import { fieldError } from './field-errors.ts'
import { JsonControl } from './json-control.tsx'
import { KeyValuesControl } from './key-values-control.tsx'
import { labelTarget } from './label-target.ts'
import { ListControl } from './list-control.tsx'
import { NumberControl } from './number-control.tsx'
import { SwitchedControl } from './switched-control.tsx'
import { WorkflowControl } from './workflow-control.tsx'

/** Controls that cannot hold the text of an expression: for those, a text field takes their place. */
const SWITCHED = new Set(['number', 'switch', 'select', 'workflow'])

/** One field of the generated form. */
export function ConfigField(props: ConfigFieldProps): ReactElement {
  const { field, path, value, onChange, problems } = props
  const targetLabel = labelTarget(path, field.label)
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
        <ExpressionText always value={String(value)} targetLabel={targetLabel} onChange={onChange} />
      ) : canSwitch ? (
        <SwitchedControl targetLabel={targetLabel} onExpression={onChange}>
          <Control {...props} targetLabel={targetLabel} onInputError={setInputError} />
        </SwitchedControl>
      ) : (
        <Control {...props} targetLabel={targetLabel} onInputError={setInputError} />
      )}
    </Field>
  )
}

function Control({
  field,
  value,
  onChange,
  targetLabel,
  onInputError,
}: ConfigFieldProps & { targetLabel: string; onInputError: (error: string | undefined) => void }): ReactElement {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const placeholder = field.placeholder ?? (field.defaultValue === undefined ? undefined : String(field.defaultValue))
  const onText = (typed: string) => onChange(typed === '' && !field.required ? undefined : typed)
  switch (field.control) {
    case 'text':
    case 'textarea': {
      const multiline = field.control === 'textarea'
      if (field.expression) {
        return (
          <ExpressionText
            value={text}
            placeholder={placeholder}
            multiline={multiline}
            targetLabel={targetLabel}
            onChange={onText}
          />
        )
      }
      const plain = { value: text, placeholder, spellCheck: false }
      return multiline ? (
        <Textarea {...plain} rows={4} onChange={(event) => onText(event.target.value)} />
      ) : (
        <Input {...plain} onChange={(event) => onText(event.target.value)} />
      )
    }
    case 'code':
      return <CodeControl value={text} placeholder={placeholder} targetLabel={targetLabel} onChange={onText} />
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
          targetLabel={targetLabel}
        />
      )
    default:
      return (
        <JsonControl
          value={value}
          placeholder={placeholder}
          expression={field.expression}
          targetLabel={targetLabel}
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
