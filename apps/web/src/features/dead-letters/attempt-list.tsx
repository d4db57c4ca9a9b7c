'use client'

import type { AttemptDetail } from '@spane/api'
import { nameAttempts } from '@spane/realtime'
import { Badge, CodeBlock, Duration, formatClock, JsonView, RelativeTime } from '@spane/ui'
import { ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'

const OUTCOMES = {
  completed: { label: 'Completed', tone: 'completed' },
  failed: { label: 'Failed', tone: 'failed' },
  timeout: { label: 'Timed out', tone: 'failed' },
  waiting: { label: 'Went to wait', tone: 'waiting' },
  lost: { label: 'Worker lost', tone: 'retrying' },
  released: { label: 'Handed back', tone: 'skipped' },
  cancelled: { label: 'Cancelled', tone: 'cancelled' },
} as const satisfies Record<AttemptDetail['outcome'], { label: string; tone: string }>

/** Every attempt of a node, the newest first and opened. */
export function AttemptList({ attempts }: { attempts: readonly AttemptDetail[] }): ReactElement {
  const names = nameAttempts(attempts)
  const newestFirst = attempts.map((attempt, index) => ({ attempt, name: names[index] ?? '' })).reverse()
  return (
    <div>
      <h3 className="mb-2 font-semibold text-sm">
        Attempts <span className="font-normal text-faint tabular-nums">{attempts.length}</span>
      </h3>
      {attempts.length === 0 ? (
        <p className="text-muted text-sm">No attempt was recorded.</p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface">
          {newestFirst.map(({ attempt, name }, index) => (
            <li key={attempt.start} className="not-last:border-b">
              <Attempt attempt={attempt} name={name} open={index === 0} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Attempt({ attempt, name, open }: { attempt: AttemptDetail; name: string; open: boolean }): ReactElement {
  const outcome = OUTCOMES[attempt.outcome]
  return (
    <details open={open} className="group">
      <summary className="flex h-10 cursor-pointer list-none items-center gap-3 px-3 text-sm outline-offset-[-2px] hover:bg-hover/60">
        <ChevronRight aria-hidden="true" className="size-4 text-faint transition-transform group-open:rotate-90" />
        <span className="whitespace-nowrap font-medium">{name}</span>
        <Badge tone={outcome.tone}>{outcome.label}</Badge>
        <span className="min-w-0 flex-1 truncate text-muted">{attempt.error?.message}</span>
        <span className="flex items-center gap-3 text-muted text-xs">
          <Duration since={attempt.startedAt} until={attempt.endedAt} />
          <RelativeTime at={attempt.startedAt} />
        </span>
      </summary>
      <div className="flex flex-col gap-3 border-line border-t bg-page px-3 py-3">
        {attempt.error ? (
          <>
            <p className="break-words text-sm">
              <span className="font-mono text-muted text-xs">{attempt.error.code}</span> {attempt.error.message}
            </p>
            {attempt.error.stack && <CodeBlock label={`stack of ${name.toLowerCase()}`} text={attempt.error.stack} />}
            {attempt.error.details !== undefined && attempt.error.details !== null && (
              <JsonView label="Details" text={JSON.stringify(attempt.error.details)} />
            )}
          </>
        ) : (
          <p className="text-muted text-sm">This attempt ended without an error.</p>
        )}
        <p className="text-muted text-xs tabular-nums">
          {attempt.queuedAt !== null && (
            <>
              Queued {formatClock(attempt.queuedAt)}, waited{' '}
              <Duration since={attempt.queuedAt} until={attempt.startedAt} /> ·{' '}
            </>
          )}
          started {formatClock(attempt.startedAt)} · ended {formatClock(attempt.endedAt)}
          {attempt.workerId && (
            <>
              {' '}
              · <span className="font-mono text-faint">{attempt.workerId}</span>
            </>
          )}
        </p>
      </div>
    </details>
  )
}
