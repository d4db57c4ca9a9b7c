'use client'

import type { LogLine } from '@spane/api'
import { cn, formatClock, formatExactTime } from '@spane/ui'
import { memo, type ReactElement } from 'react'

const LEVEL_CLASSES = {
  debug: 'text-faint',
  info: 'text-muted',
  warn: 'text-warning',
  error: 'text-failed',
} as const satisfies Record<LogLine['level'], string>

export interface LogLinesProps {
  lines: readonly LogLine[]
  /** Names the node of each line; absent when all are of one node. */
  nodeName?: (nodeId: string) => string
}

/** Lines of a log, the newest last. What has scrolled out of sight is not laid out. */
export const LogLines = memo(function LogLines({ lines, nodeName }: LogLinesProps): ReactElement {
  return (
    <ol className="font-mono text-xs leading-5">
      {lines.map((line) => (
        <li
          key={line.id}
          data-level={line.level}
          className="flex gap-2 px-3 [contain-intrinsic-size:auto_20px] [content-visibility:auto] hover:bg-hover/60"
        >
          <time dateTime={line.at} title={formatExactTime(Date.parse(line.at))} className="shrink-0 text-faint">
            {formatClock(line.at)}
          </time>
          {nodeName && (
            <span className="w-32 shrink-0 truncate text-muted" title={line.nodeId}>
              {nodeName(line.nodeId)}
            </span>
          )}
          <span className={cn('w-9 shrink-0', LEVEL_CLASSES[line.level])}>{line.level}</span>
          <span className="min-w-0 whitespace-pre-wrap break-words">
            {line.message}
            {line.fields !== null && <span className="text-muted"> {line.fields}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
})
