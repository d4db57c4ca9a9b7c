'use client'

import { Button, Dialog, Field, Input } from '@spane/ui'
import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'

export interface NameDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** Under the title: another way, for example. */
  description?: ReactNode
  confirmLabel: string
  initialName?: string
  pending: boolean
  /** What the server said to the last try. */
  error: unknown
  onConfirm: (name: string) => void
}

/** Asks for the name of a workflow. */
export function NameDialog({
  open,
  onOpenChange,
  title,
  description,
  pending,
  confirmLabel,
  ...form
}: NameDialogProps): ReactElement {
  const formId = useId()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" loading={pending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <NameForm formId={formId} pending={pending} {...form} />
    </Dialog>
  )
}

function NameForm({
  formId,
  initialName = '',
  pending,
  error,
  onConfirm,
}: Pick<NameDialogProps, 'initialName' | 'pending' | 'error' | 'onConfirm'> & { formId: string }): ReactElement {
  const [name, setName] = useState(initialName)
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = name.trim()
    setMissing(trimmed === '')
    if (trimmed !== '' && !pending) onConfirm(trimmed)
  }
  return (
    <form id={formId} onSubmit={submit} noValidate>
      <Field
        label="Name"
        required
        error={missing ? 'Give the workflow a name' : error ? readProblem(error).message : undefined}
      >
        <Input
          // The dialog was opened to type exactly this.
          autoFocus
          maxLength={200}
          value={name}
          onChange={(event) => {
            setName(event.target.value)
            setMissing(false)
          }}
          onFocus={(event) => event.target.select()}
          placeholder="e.g. Nightly import"
        />
      </Field>
    </form>
  )
}
