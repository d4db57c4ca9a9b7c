'use client'

import { Button } from '@spane/ui'
import { CopyPlus, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { tellFailure } from '../../trpc/tell-failure.ts'

export interface ConflictBannerProps {
  message: string
  /** What gives the edits up. */
  discard: { label: string; run: () => Promise<void> }
  onKeepAsNew: () => Promise<void>
}

/** The edits cannot be saved here: a person decides what becomes of them. Nothing is lost until then. */
export function ConflictBanner({ message, discard, onKeepAsNew }: ConflictBannerProps): ReactElement {
  const [pending, setPending] = useState<'discard' | 'keep'>()
  const choose = async (choice: 'discard' | 'keep', action: () => Promise<void>) => {
    setPending(choice)
    try {
      await action()
    } catch (error) {
      const title = choice === 'keep' ? 'The copy was not made' : 'The newer version could not be loaded'
      tellFailure(title)(error)
    } finally {
      setPending(undefined)
    }
  }
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-failed-soft px-4 py-2 text-failed text-sm"
    >
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-64 flex-1 font-medium">{message}</p>
      <Button
        size="sm"
        loading={pending === 'keep'}
        disabled={pending !== undefined}
        onClick={() => void choose('keep', onKeepAsNew)}
      >
        {pending !== 'keep' && <CopyPlus aria-hidden="true" />}
        Keep mine as a new workflow
      </Button>
      <Button
        size="sm"
        variant="primary"
        loading={pending === 'discard'}
        disabled={pending !== undefined}
        onClick={() => void choose('discard', discard.run)}
      >
        {discard.label}
      </Button>
    </div>
  )
}
