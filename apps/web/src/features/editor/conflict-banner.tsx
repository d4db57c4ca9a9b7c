'use client'

import { Button } from '@spane/ui'
import { CopyPlus, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { tellFailure } from '../../trpc/tell-failure.ts'

export interface ConflictBannerProps {
  message: string
  onKeepAsNew: () => Promise<void>
  /** What else can be done with them: what brings them where they belong, else what gives them up. */
  other: { label: string; isBetter?: boolean; run: () => Promise<void>; whenItFails: string }
}

/** The edits cannot be saved here: a person decides what becomes of them. Nothing is lost until then. */
export function ConflictBanner({ message, onKeepAsNew, other }: ConflictBannerProps): ReactElement {
  const [pending, setPending] = useState<'other' | 'keep'>()
  const choose = async (choice: 'other' | 'keep', action: () => Promise<void>) => {
    setPending(choice)
    try {
      await action()
    } catch (error) {
      tellFailure(choice === 'keep' ? 'The copy was not made' : other.whenItFails)(error)
    } finally {
      setPending(undefined)
    }
  }
  const otherButton = (
    <Button
      size="sm"
      variant={other.isBetter ? 'primary' : 'secondary'}
      loading={pending === 'other'}
      disabled={pending !== undefined}
      onClick={() => void choose('other', other.run)}
    >
      {other.label}
    </Button>
  )
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-failed-soft px-4 py-2 text-failed text-sm"
    >
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-64 flex-1 font-medium">{message}</p>
      {!other.isBetter && otherButton}
      <Button
        size="sm"
        variant={other.isBetter ? 'secondary' : 'primary'}
        loading={pending === 'keep'}
        disabled={pending !== undefined}
        onClick={() => void choose('keep', onKeepAsNew)}
      >
        {pending !== 'keep' && <CopyPlus aria-hidden="true" />}
        Keep mine as a new workflow
      </Button>
      {other.isBetter && otherButton}
    </div>
  )
}
