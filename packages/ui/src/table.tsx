import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'

/** A table in a frame that scrolls sideways when it must. Give it an `aria-label` or a caption. */
export function Table({ className, ...props }: ComponentProps<'table'>): ReactElement {
  return (
    <div className="w-full overflow-x-auto rounded-lg border border-line bg-surface">
      <table className={cn('w-full border-collapse text-left text-sm', className)} {...props} />
    </div>
  )
}

export function Th({ className, ...props }: ComponentProps<'th'>): ReactElement {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 whitespace-nowrap border-line border-b bg-sunken px-3 font-medium text-muted text-xs first:rounded-tl-lg last:rounded-tr-lg',
        className,
      )}
      {...props}
    />
  )
}

export function Tr({ className, ...props }: ComponentProps<'tr'>): ReactElement {
  return (
    <tr
      className={cn('border-line not-last:border-b hover:bg-hover/50 data-[selected=true]:bg-accent-soft', className)}
      {...props}
    />
  )
}

export function Td({ className, ...props }: ComponentProps<'td'>): ReactElement {
  return <td className={cn('h-10 px-3 align-middle', className)} {...props} />
}
