'use client'

import { ChevronRight } from 'lucide-react'
import { ContextMenu as Primitive, Slot } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { menuContentClasses, menuItemClasses } from './menu-classes.ts'

export const ContextMenu: typeof Primitive.Root = Primitive.Root
/** Use with `asChild` around what is clicked. */
export const ContextMenuTrigger: typeof Primitive.Trigger = Primitive.Trigger
export const ContextMenuGroup: typeof Primitive.Group = Primitive.Group

export function ContextMenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>): ReactElement {
  return (
    <Primitive.Portal>
      <Primitive.Content collisionPadding={8} className={cn(menuContentClasses, className)} {...props} />
    </Primitive.Portal>
  )
}

/** A menu inside a menu: trigger and content go in it. */
export const ContextMenuSub: typeof Primitive.Sub = Primitive.Sub

export function ContextMenuSubTrigger({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.SubTrigger>): ReactElement {
  return (
    <Primitive.SubTrigger className={cn(menuItemClasses, 'data-[state=open]:bg-hover', className)} {...props}>
      {children}
      <ChevronRight aria-hidden="true" className="ml-auto text-faint" />
    </Primitive.SubTrigger>
  )
}

export function ContextMenuSubContent({
  className,
  ...props
}: ComponentProps<typeof Primitive.SubContent>): ReactElement {
  return (
    <Primitive.Portal>
      <Primitive.SubContent collisionPadding={8} className={cn(menuContentClasses, className)} {...props} />
    </Primitive.Portal>
  )
}

export interface ContextMenuItemProps extends ComponentProps<typeof Primitive.Item> {
  danger?: boolean
  /** Shown at the right end, e.g. a key. */
  shortcut?: ReactNode
}

export function ContextMenuItem({
  className,
  danger,
  shortcut,
  children,
  ...props
}: ContextMenuItemProps): ReactElement {
  return (
    <Primitive.Item data-variant={danger ? 'danger' : undefined} className={cn(menuItemClasses, className)} {...props}>
      {/* With `asChild` the one child becomes the item, and the shortcut goes into it. */}
      <Slot.Slottable>{children}</Slot.Slottable>
      {shortcut && <span className="ml-auto flex gap-0.5 pl-4 text-faint text-xs">{shortcut}</span>}
    </Primitive.Item>
  )
}

export function ContextMenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>): ReactElement {
  return <Primitive.Label className={cn('px-2 py-1 text-faint text-xs', className)} {...props} />
}

export function ContextMenuSeparator({
  className,
  ...props
}: ComponentProps<typeof Primitive.Separator>): ReactElement {
  return <Primitive.Separator className={cn('-mx-1 my-1 h-px bg-line', className)} {...props} />
}
