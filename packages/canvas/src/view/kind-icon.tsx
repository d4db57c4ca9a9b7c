import type { NodeDescription } from '@spane/node-sdk'
import { cn } from '@spane/ui'
import type { ReactElement } from 'react'
import { NodeIcon } from './node-icon.tsx'

interface KindIconProps {
  /** Absent for a type that is not known here. */
  description: Pick<NodeDescription, 'icon' | 'group'> | undefined
  /** Its size, and that of the icon in it. */
  className?: string
}

/** The icon of a node type on the tint of its kind; round when it is a trigger. */
export function KindIcon({ description, className }: KindIconProps): ReactElement {
  return (
    <span
      data-kind={description?.group}
      className={cn(
        'flex shrink-0 items-center justify-center rounded-md',
        description?.group === 'trigger' && 'rounded-full',
        description ? 'bg-kind-soft text-kind' : 'border border-failed border-dashed bg-sunken text-failed',
        className,
      )}
    >
      <NodeIcon name={description?.icon} />
    </span>
  )
}
