'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Primitive, Slot } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { menuContentClasses, menuItemClasses } from './menu-classes.ts'

export const DropdownMenu: typeof Primitive.Root = Primitive.Root
/** Use with `asChild` around a button. */
export const DropdownMenuTrigger: typeof Primitive.Trigger = Primitive.Trigger
export const DropdownMenuGroup: typeof Primitive.Group = Primitive.Group

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  ...props
}: ComponentProps<typeof Primitive.Content>): ReactElement {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(menuContentClasses, className)}
        {...props}
      />
    </Primitive.Portal>
  )
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Primitive.Item> {
  danger?: boolean
  /** Shown at the right end, e.g. a key. */
  shortcut?: ReactNode
}

export function DropdownMenuItem({
  className,
  danger,
  shortcut,
  children,
  ...props
}: DropdownMenuItemProps): ReactElement {
  return (
    <Primitive.Item data-variant={danger ? 'danger' : undefined} className={cn(menuItemClasses, className)} {...props}>
      {/* With `asChild` the one child becomes the item, and the shortcut goes into it. */}
      <Slot.Slottable>{children}</Slot.Slottable>
      {shortcut && <span className="ml-auto flex gap-0.5 pl-4 text-faint text-xs">{shortcut}</span>}
    </Primitive.Item>
  )
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>): ReactElement {
  return <Primitive.Label className={cn('px-2 py-1 text-faint text-xs', className)} {...props} />
}

export function DropdownMenuSeparator({
  className,
  ...props
}: ComponentProps<typeof Primitive.Separator>): ReactElement {
  return <Primitive.Separator className={cn('-mx-1 my-1 h-px bg-line', className)} {...props} />
}

export const DropdownMenuRadioGroup: typeof Primitive.RadioGroup = Primitive.RadioGroup

export interface DropdownMenuRadioItemProps extends ComponentProps<typeof Primitive.RadioItem> {
  /** Shown at the right end. */
  hint?: ReactNode
}

/** One of several of which one is chosen. */
export function DropdownMenuRadioItem({
  className,
  hint,
  children,
  ...props
}: DropdownMenuRadioItemProps): ReactElement {
  return (
    <Primitive.RadioItem className={cn(menuItemClasses, 'pl-7', className)} {...props}>
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" className="text-accent-ink" />
      </Primitive.ItemIndicator>
      {children}
      {hint && <span className="ml-auto pl-4 text-faint text-xs">{hint}</span>}
    </Primitive.RadioItem>
  )
}

export interface DropdownMenuCheckboxItemProps extends ComponentProps<typeof Primitive.CheckboxItem> {
  /** Shown at the right end. */
  hint?: ReactNode
}

/** One of several of which any number is ticked; the menu stays open. */
export function DropdownMenuCheckboxItem({
  className,
  hint,
  children,
  ...props
}: DropdownMenuCheckboxItemProps): ReactElement {
  return (
    <Primitive.CheckboxItem
      className={cn(menuItemClasses, 'pl-7', className)}
      onSelect={(event) => event.preventDefault()}
      {...props}
    >
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" className="text-accent-ink" />
      </Primitive.ItemIndicator>
      {children}
      {hint && <span className="ml-auto pl-4 text-faint text-xs tabular-nums">{hint}</span>}
    </Primitive.CheckboxItem>
  )
}
