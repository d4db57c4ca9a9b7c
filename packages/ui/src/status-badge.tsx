import {
  Archive,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleDotDashed,
  CircleEllipsis,
  CirclePause,
  CircleStop,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  RotateCw,
  SkipForward,
  TriangleAlert,
} from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { STATUS_LOOKS, type Status } from './status.ts'

const ICONS = {
  queued: CircleEllipsis,
  running: LoaderCircle,
  paused: CirclePause,
  completed: CircleCheck,
  failed: OctagonX,
  cancelled: CircleStop,
  pending: CircleDashed,
  ready: CircleDot,
  waiting: Hourglass,
  retrying: RotateCw,
  skipped: SkipForward,
  open: TriangleAlert,
  resolved: CircleCheck,
  discarded: Archive,
  void: Ban,
  'not-reached': CircleDotDashed,
} as const satisfies Record<Status, LucideIcon>

/** The shape of a state. Decoration: the word must stand beside it or in the name of what it marks. */
export function StatusIcon({ status, className }: { status: Status; className?: string }): ReactElement {
  const Icon = ICONS[status]
  return (
    <Icon
      aria-hidden="true"
      data-tone={STATUS_LOOKS[status].tone}
      className={cn('size-3.5 shrink-0 text-tone', status === 'running' && 'animate-spin', className)}
    />
  )
}

export interface StatusBadgeProps {
  status: Status
  /** In place of the state's own word, e.g. "Attempt 2 of 3". */
  children?: ReactNode
  /** Without a ground, for dense tables. */
  plain?: boolean
  className?: string
}

/** A state by shape, word and colour, never by colour alone. */
export function StatusBadge({ status, children, plain, className }: StatusBadgeProps): ReactElement {
  const look = STATUS_LOOKS[status]
  return (
    <span
      data-status={status}
      data-tone={look.tone}
      className={cn(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm font-medium text-tone text-xs tabular-nums',
        !plain && 'bg-tone-soft px-1.5',
        className,
      )}
    >
      <StatusIcon status={status} />
      {children ?? look.label}
    </span>
  )
}
