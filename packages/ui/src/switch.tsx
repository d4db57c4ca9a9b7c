'use client'

import { Switch as SwitchPrimitive } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import { useFieldControl } from './field-context.ts'

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>): ReactElement {
  const { 'aria-required': _required, ...field } = useFieldControl()
  return (
    <SwitchPrimitive.Root
      {...field}
      {...props}
      className={cn(
        'inline-flex h-4 w-7 shrink-0 items-center rounded-full border border-control bg-sunken transition-colors duration-100 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent',
        className,
      )}
    >
      <SwitchPrimitive.Thumb className="block size-2.5 translate-x-0.5 rounded-full bg-muted transition-transform duration-100 data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-on-accent" />
    </SwitchPrimitive.Root>
  )
}
