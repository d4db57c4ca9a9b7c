'use client'

import type { DeadLetterDetail, DeadLetterEntry } from '@spane/api'
import { RelativeTime, StatusIcon } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { executionHref } from '../../layout/href.ts'
import { describeEntry } from './describe-entry.ts'

const ICONS = {
  failed: 'failed',
  retried: 'retrying',
  resolved: 'resolved',
  discarded: 'discarded',
  restored: 'open',
  voided: 'void',
} as const satisfies Record<DeadLetterEntry['kind'], string>

/** What happened to a letter, the newest first. */
export function LetterTimeline({ letter }: { letter: DeadLetterDetail }): ReactElement {
  return (
    <section aria-label="History">
      <h3 className="mb-2 font-semibold text-sm">History</h3>
      <ol className="flex flex-col">
        {letter.entries.toReversed().map((entry) => (
          <li key={entry.seq} className="group/entry relative flex gap-3 pb-3 text-sm last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-5 bottom-0 left-[6.5px] w-px bg-line group-last/entry:hidden"
            />
            <StatusIcon status={ICONS[entry.kind]} className="mt-1 animate-none" />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-medium">{describeEntry(entry, letter.version)}</span>
                {entry.kind === 'retried' && entry.successorId && (
                  <Link
                    className="rounded-sm text-accent-ink underline underline-offset-2 hover:no-underline"
                    href={executionHref(entry.successorId)}
                  >
                    Open the new execution
                  </Link>
                )}
                <RelativeTime className="ml-auto text-muted text-xs" at={entry.at} />
              </span>
              {entry.errorMessage && (
                <span className="line-clamp-2 break-words text-muted">
                  <span className="font-mono text-xs">{entry.errorCode}</span> {entry.errorMessage}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
