'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type AlertRuleInput, alertRuleSchema } from '@spane/alerts/alert-rule'
import type { AlertSummary } from '@spane/api'
import type { WorkflowChoice } from '@spane/canvas'
import { Button, Dialog, Field, Input, toast } from '@spane/ui'
import { type ReactElement, useId } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { readProblem } from '../../trpc/read-problem.ts'
import { ChannelFields } from './channel-fields.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { CONDITION_DEFAULTS } from './condition-kinds.ts'
import { useAlertActions } from './use-alerts.ts'

const NEW_RULE: AlertRuleInput = {
  name: '',
  enabled: true,
  condition: CONDITION_DEFAULTS['no-worker'],
  forSeconds: 30,
  minIntervalMinutes: 10,
  channels: [{ type: 'webhook', url: '', secret: '' }],
}

export interface AlertFormDialogProps {
  /** Null: a new one. */
  alert: AlertSummary | null
  workflows: readonly WorkflowChoice[] | undefined
  canSendMail: boolean
  onClose: () => void
}

/** Makes an alert, or changes one. */
export function AlertFormDialog({ alert, workflows, canSendMail, onClose }: AlertFormDialogProps): ReactElement {
  const formId = useId()
  const { create, update } = useAlertActions()
  const form = useForm<AlertRuleInput>({
    resolver: zodResolver(alertRuleSchema),
    defaultValues: alert?.rule ?? NEW_RULE,
  })
  const { register, handleSubmit, formState } = form
  const { errors } = formState
  const saving = alert === null ? create : update
  const save = handleSubmit(async (rule) => {
    if (saving.isPending) return
    try {
      if (alert === null) await create.mutateAsync(rule)
      else await update.mutateAsync({ id: alert.id, rule })
    } catch {
      // The mutation shows it.
      return
    }
    toast.success(alert === null ? `“${rule.name}” is watched` : `“${rule.name}” was saved`)
    onClose()
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="md"
      title={alert === null ? 'New alert' : `Edit “${alert.rule.name}”`}
      description="Says so when something goes wrong, once, and again when it is over."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" loading={saving.isPending}>
            {alert === null ? 'Create' : 'Save'}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        <form id={formId} onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-4">
          {saving.isError && (
            <p role="alert" className="text-failed text-sm">
              {readProblem(saving.error).message}
            </p>
          )}
          <Field label="Name" required error={errors.name?.message}>
            <Input autoFocus maxLength={100} {...register('name')} placeholder="e.g. Nobody works" />
          </Field>
          <ConditionFields workflows={workflows} />
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
            <Field
              label="Must last (seconds)"
              required
              error={errors.forSeconds?.message}
              hint="A moment is no alarm. 0: at once."
            >
              <Input type="number" inputMode="numeric" {...register('forSeconds', { valueAsNumber: true })} />
            </Field>
            <Field
              label="At most every (minutes)"
              required
              error={errors.minIntervalMinutes?.message}
              hint="An alarm that comes and goes is told once in this time."
            >
              <Input type="number" inputMode="numeric" {...register('minIntervalMinutes', { valueAsNumber: true })} />
            </Field>
          </div>
          <ChannelFields canSendMail={canSendMail} />
        </form>
      </FormProvider>
    </Dialog>
  )
}
