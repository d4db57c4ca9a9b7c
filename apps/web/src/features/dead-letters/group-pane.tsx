'use client'

import type { DeadLetterGroupSummary, DeadLetterStatus } from '@spane/api'
import { AlertDialog, Button, RelativeTime, StatusBadge } from '@spane/ui'
import { Archive, ArchiveRestore, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, type ReactNode, useState } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { countLetters } from './describe-counts.ts'

const STATUSES: DeadLetterStatus[] = ['open', 'retrying', 'resolved', 'discarded', 'void']

export interface GroupPaneProps {
  group: DeadLetterGroupSummary
  /** A batch is being made. */
  pending: boolean
  onRetry: () => void
  onSetAside: (action: 'discard' | 'restore') => void
}

/** A kind of failure as a whole: what it is, how many, and what can be done with all of them. */
export function GroupPane({ group, pending, onRetry, onSetAside }: GroupPaneProps): ReactElement {
  const [asking, setAsking] = useState(false)
  const { open, discarded } = group.counts
  return (
    <section aria-label={`Group of ${group.nodeName}`} className="min-w-0 flex-1 overflow-y-auto">
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-page px-4 py-3 md:px-6">
        <h2 className="min-w-0 truncate font-semibold text-lg">{group.nodeName}</h2>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {discarded > 0 && (
            <Button loading={pending} onClick={() => onSetAside('restore')}>
              {!pending && <ArchiveRestore aria-hidden="true" />}
              Restore {countLetters(discarded)}
            </Button>
          )}
          {open > 0 && (
            <>
              <Button variant="ghost" onClick={() => setAsking(true)}>
                <Archive aria-hidden="true" />
                Discard all…
              </Button>
              <Button variant="primary" onClick={onRetry}>
                <RotateCw aria-hidden="true" />
                Retry {countLetters(open)}…
              </Button>
            </>
          )}
        </div>
      </header>
      <div className="flex flex-col gap-5 px-4 py-5 md:px-6">
        <div
          data-tone={open > 0 ? 'failed' : 'skipped'}
          className="rounded-md border border-tone/30 bg-tone-soft px-3 py-2.5"
        >
          <p className="break-words font-medium text-sm text-tone">{group.errorMessage}</p>
          <p className="mt-0.5 font-mono text-muted text-xs">{group.errorCode}</p>
        </div>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm [&_dt]:text-muted">
          <Fact term="Workflow">
            <Link className="rounded-sm text-accent-ink hover:underline" href={workflowHref(group.workflowId)}>
              {group.workflowName}
            </Link>
          </Fact>
          <Fact term="Node">
            <span className="font-mono text-xs">
              {group.nodeId} <span className="text-muted">({group.nodeType})</span>
            </span>
          </Fact>
          <Fact term="First failed">
            <RelativeTime at={group.firstFailedAt} />
          </Fact>
          <Fact term="Failed last">
            <RelativeTime at={group.lastFailedAt} />
          </Fact>
        </dl>
        <ul aria-label="Letters by status" className="flex flex-wrap gap-4 text-sm">
          {STATUSES.filter((status) => group.counts[status] > 0).map((status) => (
            <li key={status} className="flex items-center gap-2">
              <StatusBadge status={status} />
              <span className="tabular-nums">{group.counts[status].toLocaleString('en')}</span>
            </li>
          ))}
        </ul>
        <p className="max-w-prose text-muted text-sm">
          These letters failed at the same node in the same way. Mend what broke, then retry: a few first, if you like.
          Choose a letter at the left to see its input and every error.
        </p>
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Discard ${countLetters(open)}?`}
        description="They leave the list of what is open and are not retried. You can restore them later."
        confirmLabel="Discard"
        pending={pending}
        onConfirm={() => {
          setAsking(false)
          onSetAside('discard')
        }}
      />
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{term}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </>
  )
}
