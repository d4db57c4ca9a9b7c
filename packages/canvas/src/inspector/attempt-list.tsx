'use client'

import { Badge, CodeBlock, cn, Duration, RelativeTime, type Tone } from '@spane/ui'
import { ChevronRight } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import type { NodeRunAttempt, NodeRunLogLine } from '../node-run-detail.ts'

const OUTCOMES = {
  completed: { label: 'Completed', tone: 'completed' },
  failed: { label: 'Failed', tone: 'failed' },
  timeout: { label: 'Timed out', tone: 'failed' },
  waiting: { label: 'Suspended', tone: 'waiting' },
  lost: { label: 'Worker lost', tone: 'retrying' },
  released: { label: 'Handed back', tone: 'pending' },
  cancelled: { label: 'Cancelled', tone: 'cancelled' },
} as const satisfies Record<NodeRunAttempt['outcome'], { label: string; tone: Tone }>

/** Every attempt with its error and log, the newest first. */
export function AttemptList({ attempts }: { attempts: readonly NodeRunAttempt[] }): ReactElement | null {
  if (attempts.length === 0) return null
  const newestFirst = [...attempts].sort((a, b) => b.start - a.start)
  return (
    <section aria-label="Attempts" className="flex flex-col gap-1.5">
      <h3 className="font-medium text-muted text-xs">Attempts</h3>
      {newestFirst.map((attempt, index) => (
        <AttemptItem key={attempt.start} attempt={attempt} isOpenAtFirst={index === 0} />
      ))}
    </section>
  )
}

function AttemptItem({ attempt, isOpenAtFirst }: { attempt: NodeRunAttempt; isOpenAtFirst: boolean }): ReactElement {
  const hasMore = attempt.error !== null || attempt.logs.length > 0
  const [open, setOpen] = useState(isOpenAtFirst && hasMore)
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
        disabled={!hasMore}
        onClick={() => setOpen(!open)}
        className="flex h-8 w-full items-center gap-2 px-2 text-left text-xs"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn(
            'size-3.5 shrink-0 text-faint transition-transform duration-100',
            open && 'rotate-90',
            !hasMore && 'opacity-0',
          )}
        />
        <span className="font-medium">Attempt {attempt.attempt}</span>
        <Badge tone={tone}>{label}</Badge>
        <span className="ml-auto flex gap-2 text-faint">
          <Duration since={attempt.startedAt} until={attempt.endedAt} />
          <RelativeTime at={attempt.startedAt} />
        </span>
      </button>
      {open && (
        <div id={contentId} className="flex flex-col gap-2 border-line border-t p-2">
          {attempt.error && <AttemptError attempt={attempt} />}
          {attempt.logs.length > 0 && <LogLines lines={attempt.logs} />}
          {attempt.workerId && <p className="truncate font-mono text-faint text-xs">{attempt.workerId}</p>}
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

const LEVEL_CLASSES = {
  debug: 'text-faint',
  info: 'text-muted',
  warn: 'text-warning',
  error: 'text-failed',
} as const

function LogLines({ lines }: { lines: readonly NodeRunLogLine[] }): ReactElement {
  return (
    <ol
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
      tabIndex={0}
      className="max-h-60 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs leading-5"
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike, and are never reordered
        <li key={index} className="flex gap-2">
          <time dateTime={line.at} className="shrink-0 text-faint">
            {line.at.slice(11, 23)}
          </time>
          <span className={cn('whitespace-pre-wrap break-all', LEVEL_CLASSES[line.level])}>
            {line.level !== 'info' && <b className="font-medium">{line.level} </b>}
            {line.message}
          </span>
        </li>
      ))}
    </ol>
  )
}
