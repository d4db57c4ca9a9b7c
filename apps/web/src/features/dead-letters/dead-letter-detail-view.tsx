'use client'

import type { DeadLetterDetail } from '@spane/api'
import { Duration, JsonView, RelativeTime, StatusBadge } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { executionHref, workflowHref } from '../../layout/href.ts'
import { LogView } from '../../logs/log-view.tsx'
import { AttemptList } from './attempt-list.tsx'
import { DeadLetterActions } from './dead-letter-actions.tsx'
import { LetterTimeline } from './letter-timeline.tsx'

/** A dead letter in full: what failed, with what, how often, and what can be done. */
export function DeadLetterDetailView({ letter, onAct }: { letter: DeadLetterDetail; onAct: () => void }): ReactElement {
  const newest = letter.history.at(-1)
  return (
    <section aria-label={`Letter of ${letter.nodeName}`} className="min-w-0 flex-1 overflow-y-auto">
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-page px-4 py-3 md:px-6">
        <h2 className="min-w-0 truncate font-semibold text-lg">{letter.nodeName}</h2>
        <StatusBadge status={letter.status} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <DeadLetterActions letter={letter} onAct={onAct} />
        </div>
      </header>
      <div className="flex flex-col gap-5 px-4 py-5 md:px-6">
        <div
          data-tone={letter.status === 'open' || letter.status === 'retrying' ? 'failed' : 'skipped'}
          className="rounded-md border border-tone/30 bg-tone-soft px-3 py-2.5"
        >
          <p className="break-words font-medium text-sm text-tone">{letter.errorMessage}</p>
          <p className="mt-0.5 font-mono text-muted text-xs">{letter.errorCode}</p>
        </div>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 lg:grid-cols-[auto_1fr_auto_1fr] gap-y-1.5 text-sm [&_dt]:text-muted">
          <Fact term="Workflow">
            <Link className="rounded-sm text-accent-ink hover:underline" href={workflowHref(letter.workflowId)}>
              {letter.workflowName}
            </Link>
          </Fact>
          <Fact term="Failed">
            <RelativeTime at={letter.failedAt} />
          </Fact>
          <Fact term="Execution">
            <span className="flex flex-wrap items-center gap-x-2">
              <StatusBadge status={letter.executionStatus} plain />
              <Link className="rounded-sm text-accent-ink hover:underline" href={executionHref(letter.executionId)}>
                Open the execution
              </Link>
            </span>
          </Fact>
          <Fact term="Last attempt took">
            {newest ? <Duration since={newest.startedAt} until={newest.endedAt} /> : '–'}
          </Fact>
          <Fact term="Node">
            <span className="font-mono text-xs">
              {letter.nodeId} <span className="text-muted">({letter.nodeType})</span>
            </span>
          </Fact>
          <Fact term="Failed for good">{letter.failures === 1 ? 'once' : `${letter.failures} times`}</Fact>
        </dl>
        {letter.input && (
          <JsonView
            label="Input"
            text={letter.input.text}
            bytes={letter.input.bytes}
            truncated={letter.input.truncated}
          />
        )}
        <LetterTimeline letter={letter} />
        <AttemptList attempts={letter.history} />
        <div>
          <h3 className="mb-2 font-semibold text-sm">Log of the node</h3>
          <div className="flex h-56 flex-col overflow-hidden rounded-lg border border-line bg-surface">
            <LogView
              key={letter.id}
              executionId={letter.executionId}
              nodeId={letter.nodeId}
              isLive={letter.status === 'retrying'}
            />
          </div>
        </div>
      </div>
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
