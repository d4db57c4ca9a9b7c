'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as CheckboxPrimitive } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import { useFieldControl } from './field-context.ts'

export function Checkbox({ className, ...props }: ComponentProps<typeof CheckboxPrimitive.Root>): ReactElement {
  const field = useFieldControl()
  return (
    <CheckboxPrimitive.Root
      {...field}
      {...props}
      className={cn(
        'group inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-raised text-on-accent transition-colors duration-100 disabled:opacity-50 aria-invalid:border-failed data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent',
        className,
      )}
    >
      <CheckboxPrimitive.Indicator>
        <Check aria-hidden="true" className="size-3 group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden="true" className="hidden size-3 group-data-[state=indeterminate]:block" />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  )
}
