'use client'

import type { LogLevel } from '@spane/api'
import { Button, cn, EmptyState, ErrorState, formatClock, Input, Select, Skeleton, Tooltip } from '@spane/ui'
import { Pause, Play, ScrollText, SearchX } from 'lucide-react'
import { type ReactElement, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { LogLines } from './log-lines.tsx'
import { useLogs } from './use-logs.ts'

const LEVELS = [
  { value: 'debug', label: 'All levels' },
  { value: 'info', label: 'Info and above' },
  { value: 'warn', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
] as const satisfies readonly { value: LogLevel; label: string }[]
const TYPING_MS = 250
/** How near to the end counts as the end, in pixels. */
const END = 24

export interface LogViewProps {
  executionId: string
  /** Only the log of this node; absent: of all, each line with the name of its node. */
  nodeId?: string
  /** Lines may still come. */
  isLive: boolean
  /** The moment that is looked at, in ms since the epoch: what was written later is not shown. Absent for now. */
  until?: number
  nodeName?: (nodeId: string) => string
  className?: string
}

/** The log of a node or of a whole execution: filtered, searched, and followed while lines come. */
export function LogView({
  executionId,
  nodeId,
  isLive: goesOn,
  until,
  nodeName,
  className,
}: LogViewProps): ReactElement {
  const isLive = goesOn && until === undefined
  const [level, setLevel] = useState<LogLevel>('debug')
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim())
  const settledUntil = useSettled(until)
  const [follow, setFollow] = useState(true)
  const logs = useLogs({
    executionId,
    ...(nodeId !== undefined && { nodeId }),
    level,
    text,
    until: settledUntil,
    isLive,
    follow,
  })
  const loaded = useDeferredValue(logs.lines)
  // At once, while the head of the timeline is dragged.
  const lines = useMemo(
    () => (until === undefined ? loaded : loaded.filter(({ at }) => Date.parse(at) <= until)),
    [loaded, until],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const last = lines.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what moves the end
  useLayoutEffect(() => {
    const element = scroller.current
    if (follow && element) element.scrollTop = element.scrollHeight
  }, [follow, last])

  const filtered = level !== 'debug' || text !== ''
  return (
    <div className={cn('flex min-h-0 flex-1 flex-col', className)}>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
        <Select
          aria-label="Level"
          size="sm"
          value={level}
          onValueChange={(next) => setLevel(next as LogLevel)}
          options={LEVELS}
          className="w-40"
        />
        <Input
          type="search"
          aria-label="Search the log"
          placeholder="Search"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className="h-7 min-w-24 flex-1 text-xs"
        />
        {until !== undefined && (
          <p className="whitespace-nowrap text-muted text-xs">
            Until <time dateTime={new Date(until).toISOString()}>{formatClock(new Date(until).toISOString())}</time>
          </p>
        )}
        {isLive && (
          <Tooltip content={follow ? 'Stop following new lines' : 'Follow new lines'}>
            <Button size="sm" aria-pressed={follow} onClick={() => setFollow(!follow)}>
              {follow ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
              {follow ? 'Pause' : 'Follow'}
            </Button>
          </Tooltip>
        )}
      </div>
      <div
        ref={scroller}
        role="log"
        // A screen reader that read every line would never come to an end.
        aria-live="off"
        aria-label="Log lines"
        aria-busy={logs.phase === 'loading'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
        tabIndex={0}
        onScroll={({ currentTarget: element }) => {
          const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < END
          // Who reads further up must not be pulled away.
          if (isLive && follow && !atEnd) setFollow(false)
        }}
        className="min-h-0 flex-1 overflow-y-auto bg-sunken py-1.5 outline-offset-[-2px]"
      >
        {logs.phase === 'error' ? (
          <ErrorState message={logs.problem ?? 'The log could not be loaded'} onRetry={logs.reload} className="py-6" />
        ) : logs.phase === 'loading' ? (
          <div className="flex flex-col gap-1.5 px-3 py-1">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        ) : (
          <>
            {logs.cursor !== null && (
              <div className="flex justify-center pb-1.5">
                <Button
                  size="sm"
                  variant="ghost"
                  disabled={logs.isLoadingEarlier}
                  onClick={() => {
                    setFollow(false)
                    logs.loadEarlier()
                  }}
                >
                  {text === '' ? 'Load earlier lines' : 'Search earlier lines'}
                </Button>
              </div>
            )}
            {lines.length > 0 ? (
              <LogLines lines={lines} {...(nodeName && { nodeName })} />
            ) : filtered ? (
              <EmptyState icon={SearchX} title="No line matches">
                {logs.cursor === null
                  ? 'Choose another level or search for something else.'
                  : 'Not in the latest lines.'}
              </EmptyState>
            ) : (
              <EmptyState
                icon={ScrollText}
                title={until === undefined ? 'Nothing was logged' : 'Nothing was logged by then'}
              >
                {isLive ? 'Lines appear here while it runs.' : 'What nodes write with log.info appears here.'}
              </EmptyState>
            )}
          </>
        )}
      </div>
    </div>
  )
}

/** A value once it has not changed for a moment. */
function useSettled<T extends string | number | undefined>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
