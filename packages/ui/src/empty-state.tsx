import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'

export interface EmptyStateProps {
  icon?: LucideIcon
  title: ReactNode
  /** What will stand here, and how it gets here. */
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** Says why there is nothing, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps): ReactElement {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-1 px-6 py-12 text-center', className)}>
      {Icon && (
        <span className="mb-2 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-faint">
          <Icon aria-hidden="true" className="size-5" strokeWidth={1.5} />
        </span>
      )}
      <div className="font-medium text-base text-ink">{title}</div>
      {children && <div className="max-w-sm text-muted text-sm">{children}</div>}
      {action && <div className="mt-3 flex items-center gap-2">{action}</div>}
    </div>
  )
}
