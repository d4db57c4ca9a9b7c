'use client'

import { Popover as Primitive } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import { menuContentClasses } from './menu-classes.ts'

export const Popover: typeof Primitive.Root = Primitive.Root
/** Use with `asChild` around a button. */
export const PopoverTrigger: typeof Primitive.Trigger = Primitive.Trigger
export const PopoverAnchor: typeof Primitive.Anchor = Primitive.Anchor
export const PopoverClose: typeof Primitive.Close = Primitive.Close

export function PopoverContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Primitive.Content>): ReactElement {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(menuContentClasses, 'p-3', className)}
        {...props}
      />
    </Primitive.Portal>
  )
}
