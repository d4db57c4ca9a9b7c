'use client'

import { Label as LabelPrimitive } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'

export function Label({ className, ...props }: ComponentProps<typeof LabelPrimitive.Root>): ReactElement {
  return <LabelPrimitive.Root className={cn('font-medium text-muted text-xs', className)} {...props} />
}
