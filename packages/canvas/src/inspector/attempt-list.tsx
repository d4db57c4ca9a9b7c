'use client'

import { nameAttempts } from '@spane/realtime'
import { Badge, CodeBlock, cn, Duration, formatClock, RelativeTime, type Tone } from '@spane/ui'
import { ChevronRight } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import type { NodeRunAttempt } from '../node-run-detail.ts'

const OUTCOMES = {
  completed: { label: 'Completed', tone: 'completed' },
  failed: { label: 'Failed', tone: 'failed' },
  timeout: { label: 'Timed out', tone: 'failed' },
  waiting: { label: 'Suspended', tone: 'waiting' },
  lost: { label: 'Worker lost', tone: 'retrying' },
  released: { label: 'Handed back', tone: 'pending' },
  cancelled: { label: 'Cancelled', tone: 'cancelled' },
} as const satisfies Record<NodeRunAttempt['outcome'], { label: string; tone: Tone }>

/** Every attempt with its times and its error, the newest first. */
export function AttemptList({ attempts }: { attempts: readonly NodeRunAttempt[] }): ReactElement | null {
  if (attempts.length === 0) return null
  const byStart = [...attempts].sort((a, b) => a.start - b.start)
  const names = nameAttempts(byStart)
  const newestFirst = byStart.map((attempt, index) => ({ attempt, name: names[index] ?? '' })).reverse()
  return (
    <section aria-label="Attempts" className="flex flex-col gap-1.5">
      <h3 className="font-medium text-muted text-xs">Attempts</h3>
      {newestFirst.map(({ attempt, name }, index) => (
        <AttemptItem key={attempt.start} attempt={attempt} name={name} isOpenAtFirst={index === 0} />
      ))}
    </section>
  )
}

interface AttemptItemProps {
  attempt: NodeRunAttempt
  name: string
  isOpenAtFirst: boolean
}

function AttemptItem({ attempt, name, isOpenAtFirst }: AttemptItemProps): ReactElement {
  const [open, setOpen] = useState(isOpenAtFirst)
  const contentId = useId()
  const { label, tone } = OUTCOMES[attempt.outcome]
  return (
    <div
      data-attempt={attempt.attempt}
      data-outcome={attempt.outcome}
      className="rounded-md border border-line bg-raised"
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={contentId}
        onClick={() => setOpen(!open)}
        className="flex h-8 w-full items-center gap-2 px-2 text-left text-xs"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn('size-3.5 shrink-0 text-faint transition-transform duration-100', open && 'rotate-90')}
        />
        <span className="font-medium">{name}</span>
        <Badge tone={tone}>{label}</Badge>
        <span className="ml-auto flex gap-2 text-faint">
          <Duration since={attempt.startedAt} until={attempt.endedAt} />
          <RelativeTime at={attempt.startedAt} />
        </span>
      </button>
      {open && (
        <div id={contentId} className="flex flex-col gap-2 border-line border-t p-2">
          {attempt.error && <AttemptError attempt={attempt} />}
          <AttemptTimes attempt={attempt} />
        </div>
      )}
    </div>
  )
}

function AttemptError({ attempt }: { attempt: NodeRunAttempt }): ReactElement | null {
  const [showStack, setShowStack] = useState(false)
  const { error } = attempt
  if (!error) return null
  return (
    <div className="flex flex-col gap-1.5">
      <p className="break-words rounded-sm bg-failed-soft px-2 py-1.5 text-failed text-xs">
        <code className="font-medium font-mono">{error.code}</code>
        <span className="mt-0.5 block">{error.message}</span>
      </p>
      {error.details !== undefined && error.details !== null && (
        <CodeBlock label="details" text={JSON.stringify(error.details, null, 2)} wrap />
      )}
      {error.stack && (
        <>
          <button
            type="button"
            aria-expanded={showStack}
            onClick={() => setShowStack(!showStack)}
            className="self-start rounded-sm text-accent-ink text-xs hover:underline"
          >
            {showStack ? 'Hide stack' : 'Show stack'}
          </button>
          {showStack && <CodeBlock label="stack" text={error.stack} />}
        </>
      )}
    </div>
  )
}

/** When it was queued, started and ended, how long it waited and ran, and who ran it. */
function AttemptTimes({ attempt }: { attempt: NodeRunAttempt }): ReactElement {
  const { queuedAt, startedAt, endedAt, workerId } = attempt
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] gap-x-3 gap-y-0.5 text-xs tabular-nums [&_dt]:text-muted">
      {queuedAt !== null && (
        <>
          <dt>Queued</dt>
          <dd>{formatClock(queuedAt)}</dd>
          <dd className="text-faint">
            waited <Duration ms={Date.parse(startedAt) - Date.parse(queuedAt)} />
          </dd>
        </>
      )}
      <dt>Started</dt>
      <dd>{formatClock(startedAt)}</dd>
      <dd className="text-faint">
        ran <Duration ms={Date.parse(endedAt) - Date.parse(startedAt)} />
      </dd>
      <dt>Ended</dt>
      <dd className="col-span-2">{formatClock(endedAt)}</dd>
      {workerId && (
        <>
          <dt>Worker</dt>
          <dd className="col-span-2 truncate font-mono" title={workerId}>
            {workerId}
          </dd>
        </>
      )}
    </dl>
  )
}
