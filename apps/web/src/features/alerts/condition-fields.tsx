'use client'

import type { AlertCondition, AlertRuleInput } from '@spane/alerts/alert-rule'
import type { WorkflowChoice } from '@spane/canvas'
import { Field, Input, Select } from '@spane/ui'
import type { ReactElement } from 'react'
import { Controller, type FieldErrors, useFormContext } from 'react-hook-form'
import { CONDITION_DEFAULTS, CONDITION_LABELS } from './condition-kinds.ts'

type NumberName = 'minutes' | 'over' | 'percent' | 'atLeast' | 'seconds'

/** The numbers of each kind, in words. */
const NUMBERS: Record<AlertCondition['kind'], readonly { name: NumberName; label: string; hint?: string }[]> = {
  'no-worker': [],
  'dead-letters-new': [{ name: 'minutes', label: 'Over after (minutes)', hint: 'Without another one.' }],
  'dead-letters-open': [{ name: 'over', label: 'More than', hint: 'Open dead letters.' }],
  'failure-rate': [
    { name: 'percent', label: 'Failed (%)' },
    { name: 'minutes', label: 'Started within (minutes)' },
    { name: 'atLeast', label: 'Of at least', hint: 'Executions that have ended.' },
  ],
  'queue-age': [{ name: 'seconds', label: 'Longer than (seconds)' }],
}

/** What is watched: the kind, and what that kind needs. */
export function ConditionFields({ workflows }: { workflows: readonly WorkflowChoice[] | undefined }): ReactElement {
  const { watch, setValue, control, register, formState } = useFormContext<AlertRuleInput>()
  const { kind } = watch('condition')
  const errors = formState.errors.condition as FieldErrors<Record<NumberName, number>> | undefined
  const choices = [
    { value: '*', label: 'All workflows' },
    ...(workflows ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <Field label="Watch" required>
        <Select
          value={kind}
          onValueChange={(next) =>
            setValue('condition', CONDITION_DEFAULTS[next as AlertCondition['kind']], { shouldDirty: true })
          }
          options={Object.entries(CONDITION_LABELS).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      {'workflowId' in CONDITION_DEFAULTS[kind] && (
        <Controller
          control={control}
          name="condition.workflowId"
          render={({ field }) => (
            <Field label="Workflow">
              <Select
                value={field.value ?? '*'}
                onValueChange={(next) => field.onChange(next === '*' ? null : next)}
                options={choices}
              />
            </Field>
          )}
        />
      )}
      {NUMBERS[kind].length > 0 && (
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
          {NUMBERS[kind].map(({ name, label, hint }) => (
            <Field key={`${kind}.${name}`} label={label} hint={hint} error={errors?.[name]?.message} required>
              <Input type="number" inputMode="numeric" {...register(`condition.${name}`, { valueAsNumber: true })} />
            </Field>
          ))}
        </div>
      )}
    </>
  )
}
