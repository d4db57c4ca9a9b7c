'use client'

import { Tabs as Primitive } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'

export const Tabs: typeof Primitive.Root = Primitive.Root

export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>): ReactElement {
  return <Primitive.List className={cn('flex h-9 items-stretch gap-4 border-line border-b', className)} {...props} />
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>): ReactElement {
  return (
    <Primitive.Trigger
      className={cn(
        '-mx-1 -mb-px inline-flex rounded-t-sm px-1 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted text-sm hover:text-ink disabled:opacity-50 data-[state=active]:border-accent data-[state=active]:text-ink [&_svg]:size-3.5',
        className,
      )}
      {...props}
    />
  )
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>): ReactElement {
  return <Primitive.Content className={cn('outline-offset-[-2px]', className)} {...props} />
}
