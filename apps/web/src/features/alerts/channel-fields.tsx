'use client'

import type { AlertChannel, AlertRuleInput } from '@spane/alerts/alert-rule'
import { Button, Field, IconButton, Input } from '@spane/ui'
import { CircleAlert, Mail, Plus, Webhook, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { type FieldErrors, useFieldArray, useFormContext } from 'react-hook-form'

const MAX_CHANNELS = 5

/** Who is told: any mix of webhooks and mailboxes. */
export function ChannelFields({ canSendMail }: { canSendMail: boolean }): ReactElement {
  const { control, formState } = useFormContext<AlertRuleInput>()
  const { fields, append, remove } = useFieldArray({ control, name: 'channels' })
  const { channels: errors } = formState.errors
  const missing = errors?.root?.message ?? errors?.message
  const full = fields.length >= MAX_CHANNELS
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-muted text-xs">Tell</legend>
      {fields.map((field, index) => (
        <ChannelRow key={field.id} index={index} type={field.type} onRemove={() => remove(index)} />
      ))}
      {missing && (
        <p role="alert" className="flex items-start gap-1 text-failed text-xs">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          {missing}
        </p>
      )}
      {!canSendMail && fields.some((field) => field.type === 'email') && (
        <p className="text-muted text-xs">
          No mail server is set, so mails are not sent: set SMTP_URL where the web process runs.
        </p>
      )}
      <div className="flex gap-2">
        <Button size="sm" disabled={full} onClick={() => append({ type: 'webhook', url: '', secret: '' })}>
          <Plus aria-hidden="true" />
          Webhook
        </Button>
        <Button size="sm" disabled={full} onClick={() => append({ type: 'email', to: '' })}>
          <Plus aria-hidden="true" />
          E-mail
        </Button>
      </div>
    </fieldset>
  )
}

interface ChannelRowProps {
  index: number
  type: AlertChannel['type']
  onRemove: () => void
}

function ChannelRow({ index, type, onRemove }: ChannelRowProps): ReactElement {
  const { register, formState } = useFormContext<AlertRuleInput>()
  const errors = formState.errors.channels?.[index] as
    | FieldErrors<{ url: string; secret: string; to: string }>
    | undefined
  const Icon = type === 'webhook' ? Webhook : Mail
  const name = `${type === 'webhook' ? 'Webhook' : 'E-mail'} ${index + 1}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a flex row everywhere
    <div role="group" aria-label={name} className="flex items-start gap-2 rounded-md border border-line p-3">
      <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        {type === 'webhook' ? (
          <>
            <Field
              label="Address"
              required
              error={errors?.url?.message}
              hint="For one that is a secret itself: secret:NAME stands for the variable SPANE_SECRET_NAME."
            >
              <Input
                {...register(`channels.${index}.url`)}
                placeholder="https://example.com/alerts"
                spellCheck={false}
              />
            </Field>
            <Field
              label="Signing secret"
              error={errors?.secret?.message}
              hint="Its name, not its value. Empty: messages are not signed."
            >
              <Input {...register(`channels.${index}.secret`)} placeholder="MY_ALERTS" spellCheck={false} />
            </Field>
          </>
        ) : (
          <Field label="To" required error={errors?.to?.message} hint="Several with commas between them.">
            <Input {...register(`channels.${index}.to`)} placeholder="oncall@example.com" spellCheck={false} />
          </Field>
        )}
      </div>
      <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
