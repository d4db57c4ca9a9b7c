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
  /** What is named; default a workflow. */
  noun?: string
  placeholder?: string
  maxLength?: number
  pending: boolean
  /** What the server said to the last try. */
  error: unknown
  onConfirm: (name: string) => void
}

/** Asks for the name of a workflow, or of a folder. */
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
  noun = 'workflow',
  placeholder = 'e.g. Nightly import',
  maxLength = 200,
  pending,
  error,
  onConfirm,
}: Omit<NameDialogProps, 'open' | 'onOpenChange' | 'title' | 'description' | 'confirmLabel'> & {
  formId: string
}): ReactElement {
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
        error={missing ? `Give the ${noun} a name.` : error ? readProblem(error).message : undefined}
      >
        <Input
          // The dialog was opened to type exactly this.
          autoFocus
          maxLength={maxLength}
          value={name}
          onChange={(event) => {
            setName(event.target.value)
            setMissing(false)
          }}
          onFocus={(event) => event.target.select()}
          placeholder={placeholder}
        />
      </Field>
    </form>
  )
}
