'use client'

import { Button, Dialog, Field, IconButton, Input, Select, Switch } from '@spane/ui'
import type { WorkflowSettings } from '@spane/workflow'
import { SlidersHorizontal } from 'lucide-react'
import { type FormEvent, type ReactElement, useId, useState } from 'react'
import { type FormErrors, fromForm, toForm, type WorkflowSettingsForm } from './workflow-settings-form.ts'

const WHEN_BUSY = [
  { value: 'queue', label: 'Wait for their turn', hint: 'The oldest begins when another one has ended.' },
  { value: 'skip', label: 'Are skipped', hint: 'They are recorded as cancelled, with the reason.' },
  { value: 'cancel-running', label: 'Replace what runs', hint: 'The oldest that runs is cancelled; the newest wins.' },
]

const PRIORITIES = Array.from({ length: 10 }, (_, priority) => ({
  value: String(priority),
  label: priority === 0 ? '0 – first' : priority === 9 ? '9 – last' : String(priority),
}))

interface WorkflowSettingsButtonProps {
  settings: WorkflowSettings | undefined
  onChange: (settings: WorkflowSettings | null) => void
}

/** Opens what the engine is told about all executions of a workflow: how many, in which order, for how long. */
export function WorkflowSettingsButton({ settings, onChange }: WorkflowSettingsButtonProps): ReactElement {
  const [open, setOpen] = useState(false)
  const formId = useId()
  return (
    <>
      <IconButton label="Workflow settings" side="bottom" onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden="true" />
      </IconButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="md"
        title="Workflow settings"
        description="They hold for the executions that are started from now on; for triggers and the API once the workflow is published."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary">
              Apply
            </Button>
          </>
        }
      >
        <SettingsForm
          formId={formId}
          settings={settings}
          onSubmit={(changed) => {
            onChange(changed)
            setOpen(false)
          }}
        />
      </Dialog>
    </>
  )
}

interface SettingsFormProps {
  formId: string
  settings: WorkflowSettings | undefined
  onSubmit: (settings: WorkflowSettings | null) => void
}

function SettingsForm({ formId, settings, onSubmit }: SettingsFormProps): ReactElement {
  const [form, setForm] = useState(() => toForm(settings))
  const [errors, setErrors] = useState<FormErrors>({})
  const change = (patch: Partial<WorkflowSettingsForm>) => {
    setForm((before) => ({ ...before, ...patch }))
    setErrors({})
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const result = fromForm(form)
    if ('errors' in result) setErrors(result.errors)
    else onSubmit(result.settings)
  }
  return (
    <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Field
          label="Nodes at the same time"
          hint="Of one execution. No limit when empty."
          error={errors.maxConcurrency}
        >
          <Input
            inputMode="numeric"
            value={form.maxConcurrency}
            placeholder="No limit"
            onChange={(event) => change({ maxConcurrency: event.target.value })}
          />
        </Field>
        <Field
          label="Timeout (seconds)"
          hint="Then the execution is cancelled. Pauses do not count."
          error={errors.timeoutSeconds}
        >
          <Input
            inputMode="decimal"
            value={form.timeoutSeconds}
            placeholder="None"
            onChange={(event) => change({ timeoutSeconds: event.target.value })}
          />
        </Field>
      </div>
      <Field
        label="Priority"
        hint="While workers are busy, nodes with a lower number start first."
        error={errors.priority}
      >
        <Select value={form.priority} options={PRIORITIES} onValueChange={(priority) => change({ priority })} />
      </Field>
      <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
        <legend className="sr-only">Executions at the same time</legend>
        <Field label="Limit how many executions run at the same time" inline>
          <Switch checked={form.limited} onCheckedChange={(limited) => change({ limited })} />
        </Field>
        {form.limited && (
          <>
            <div className="grid grid-cols-2 gap-3">
              <Field label="Executions" hint="At the same time, of one key." error={errors.limit}>
                <Input
                  inputMode="numeric"
                  value={form.limit}
                  onChange={(event) => change({ limit: event.target.value })}
                />
              </Field>
              <Field label="Further ones">
                <Select
                  value={form.whenBusy}
                  options={WHEN_BUSY}
                  onValueChange={(whenBusy) => change({ whenBusy: whenBusy as WorkflowSettingsForm['whenBusy'] })}
                />
              </Field>
            </div>
            <Field
              label="Key"
              hint="Over the input: executions with the same value count together. All of them when empty."
              error={errors.key}
            >
              <Input
                value={form.key}
                spellCheck={false}
                maxLength={2_000}
                placeholder="{{ input.customer }}"
                className="font-mono text-xs"
                onChange={(event) => change({ key: event.target.value })}
              />
            </Field>
          </>
        )}
      </fieldset>
    </form>
  )
}
