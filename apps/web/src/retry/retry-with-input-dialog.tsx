'use client'

import type { Payload } from '@spane/api'
import { Button, checkJson, Dialog, formatBytes, indentJson } from '@spane/ui'
import { type ReactElement, useState } from 'react'
import { JsonField } from '../json/json-field.tsx'
import { readProblem } from '../trpc/read-problem.ts'
import { useRetryDeadLetter } from './use-retry-dead-letter.ts'

export interface RetryWithInputDialogProps {
  deadLetterId: string
  nodeName: string
  input: Payload | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onRetried?: () => void
}

/** Edits the input of a dead node, then retries it. */
export function RetryWithInputDialog({ open, onOpenChange, ...form }: RetryWithInputDialogProps): ReactElement {
  const retry = useRetryDeadLetter()
  const [text, setText] = useState<string>()
  const initial = initialText(form.input)
  const value = text ?? initial
  const close = () => {
    onOpenChange(false)
    setText(undefined)
    retry.reset()
  }
  const submit = () =>
    retry.mutate(
      { id: form.deadLetterId, input: value },
      {
        onSuccess: () => {
          close()
          form.onRetried?.()
        },
      },
    )
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={`Retry “${form.nodeName}” with another input`}
      description="The node gets fresh attempts with this input; the nodes after it continue from there."
      size="md"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={!checkJson(value).ok} loading={retry.isPending} onClick={submit}>
            Retry
          </Button>
        </>
      }
    >
      <JsonField
        label="Input"
        value={value}
        onChange={(next) => {
          setText(next)
          if (retry.isError) retry.reset()
        }}
        rows={14}
        autoFocus
        error={retry.error ? readProblem(retry.error).message : undefined}
        hint={
          form.input?.truncated
            ? `The failed input (${formatBytes(form.input.bytes)}) is too large to edit here. What you type replaces all of it.`
            : undefined
        }
      />
    </Dialog>
  )
}

/** A cut value would be sent as if it were whole, so editing then starts from nothing. */
function initialText(input: Payload | null): string {
  if (!input) return 'null'
  return input.truncated ? '' : indentJson(input.text)
}
