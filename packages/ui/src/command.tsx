'use client'

import { Command as Primitive } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as DialogPrimitive } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { overlayClasses } from './dialog.tsx'
import { useReturnFocus } from './use-return-focus.ts'

export interface CommandDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Read aloud as the name of the window and of the list. */
  label: string
  query: string
  onQueryChange: (query: string) => void
  placeholder?: string
  /** Above the field, e.g. what the choice is for. */
  header?: ReactNode
  /** Off when the items given are those that match already. */
  filter?: boolean
  /** When the window has closed and the focus is back where it was. */
  onCloseAutoFocus?: (event: Event) => void
  children: ReactNode
}

/** A window with a search field over a list: type, arrows, Enter. */
export function CommandDialog({
  open,
  onOpenChange,
  label,
  query,
  onQueryChange,
  placeholder,
  header,
  filter = true,
  onCloseAutoFocus,
  children,
}: CommandDialogProps): ReactElement {
  const returnFocus = useReturnFocus(open)
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClasses} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            returnFocus(event)
            onCloseAutoFocus?.(event)
          }}
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 animate-fade-in overflow-hidden rounded-lg border border-line bg-surface text-ink shadow-overlay outline-none"
        >
          <DialogPrimitive.Title className="sr-only">{label}</DialogPrimitive.Title>
          <Primitive label={label} shouldFilter={filter} loop>
            {header}
            <div className="flex items-center gap-2 border-line border-b px-3">
              <Search aria-hidden="true" className="size-4 shrink-0 text-faint" />
              <Primitive.Input
                value={query}
                onValueChange={onQueryChange}
                placeholder={placeholder}
                className="h-11 w-full bg-transparent text-base outline-none!"
              />
            </div>
            <Primitive.List className="max-h-[min(24rem,60vh)] overflow-y-auto overscroll-contain p-1">
              {children}
            </Primitive.List>
          </Primitive>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Primitive.Group>): ReactElement {
  return (
    <Primitive.Group
      className={cn(
        '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs',
        className,
      )}
      {...props}
    />
  )
}

export interface CommandItemProps extends ComponentProps<typeof Primitive.Item> {
  icon?: ReactNode
  /** Beside the text, quieter. */
  detail?: ReactNode
  /** Shown at the right end, e.g. a key. */
  shortcut?: ReactNode
}

export function CommandItem({ className, icon, detail, shortcut, children, ...props }: CommandItemProps): ReactElement {
  return (
    <Primitive.Item
      className={cn(
        'flex cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm data-[disabled=true]:opacity-50 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted',
        className,
      )}
      {...props}
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
      {detail && <span className="min-w-0 shrink truncate text-muted text-xs">{detail}</span>}
      {shortcut && <span className="ml-auto flex shrink-0 gap-1 pl-3">{shortcut}</span>}
    </Primitive.Item>
  )
}

export function CommandEmpty({ className, ...props }: ComponentProps<typeof Primitive.Empty>): ReactElement {
  return <Primitive.Empty className={cn('px-2 py-8 text-center text-muted text-sm', className)} {...props} />
}
