'use client'

import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'

/** Classes of a button, for what must look like one and is none (a link, a trigger). */
export const buttonVariants = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:pointer-events-none [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
        secondary: 'border-line-strong bg-raised text-ink not-disabled:hover:bg-hover',
        ghost:
          'border-transparent text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink',
        danger: 'border-transparent bg-danger text-on-danger not-disabled:hover:bg-danger-hover',
        'danger-ghost': 'border-transparent text-failed not-disabled:hover:bg-failed-soft',
      },
      size: {
        sm: 'h-7 px-2 text-xs [&_svg]:size-3.5',
        md: 'h-8 px-3 text-sm [&_svg]:size-4',
        lg: 'h-9 px-4 text-base [&_svg]:size-4',
        'icon-sm': 'size-7 [&_svg]:size-3.5',
        'icon-md': 'size-8 [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Renders the only child with the looks of a button, e.g. a link. */
  asChild?: boolean
  /** Shows a spinner and refuses clicks; the label stays, so that nothing jumps. */
  loading?: boolean
}

export function Button({
  asChild = false,
  loading = false,
  variant,
  size,
  className,
  disabled,
  children,
  ...props
}: ButtonProps): ReactElement {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading && <Spinner />}
      {children}
    </button>
  )
}
