'use client'

import { Button, Checkbox, Dialog, Field, Input, Select } from '@spane/ui'
import { type ReactElement, useId, useState } from 'react'
import { countLetters } from './describe-counts.ts'

export interface RetryChoice {
  version: 'original' | 'latest'
  canary?: number
}

export interface RetryBatchDialogProps {
  /** How many letters will be retried. */
  count: number
  open: boolean
  onOpenChange: (open: boolean) => void
  pending: boolean
  onRetry: (choice: RetryChoice) => void
}

/** More letters than this are tried with a few first, unless somebody says otherwise. */
const MANY = 5

const VERSIONS = [
  { value: 'original', label: 'The version that failed', hint: 'Each execution goes on where it failed.' },
  {
    value: 'latest',
    label: 'The workflow as it is now',
    hint: 'New executions from the failed node on, with what the nodes before it gave.',
  },
] as const

/** How many letters are to be retried: on which version, and whether a few are tried first. */
export function RetryBatchDialog(props: RetryBatchDialogProps): ReactElement {
  const { count, open, onOpenChange, pending, onRetry } = props
  const [version, setVersion] = useState<RetryChoice['version']>('original')
  const [chosen, setChosen] = useState<boolean>()
  const [first, setFirst] = useState('3')
  const canaryId = useId()
  const careful = count > 1 && (chosen ?? count > MANY)
  const number = Number(first)
  const valid = Number.isInteger(number) && number >= 1 && number < count
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Retry ${countLetters(count)}`}
      description="The workers carry it on, also when this page is closed."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            loading={pending}
            disabled={careful && !valid}
            onClick={() => onRetry({ version, ...(careful && { canary: number }) })}
          >
            Retry
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="With">
          <Select
            value={version}
            onValueChange={(value) => setVersion(value === 'latest' ? 'latest' : 'original')}
            options={VERSIONS}
          />
        </Field>
        {count > 1 && (
          <div className="flex flex-col gap-3">
            <div className="flex items-center gap-2 text-sm">
              <Checkbox id={canaryId} checked={careful} onCheckedChange={(checked) => setChosen(checked === true)} />
              <label htmlFor={canaryId}>Try a few first, and the rest only when all of these resolve</label>
            </div>
            {careful && (
              <Field
                label="Letters to try first"
                error={valid ? undefined : `A whole number from 1 to ${(count - 1).toLocaleString('en')}`}
              >
                <Input
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={count - 1}
                  value={first}
                  onChange={(event) => setFirst(event.target.value)}
                  className="w-28"
                />
              </Field>
            )}
          </div>
        )}
      </div>
    </Dialog>
  )
}
