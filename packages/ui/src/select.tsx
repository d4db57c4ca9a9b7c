'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as SelectPrimitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { useFieldControl } from './field-context.ts'
import { controlClasses } from './input.tsx'
import { menuContentClasses } from './menu-classes.ts'

export interface SelectOption {
  /** Not empty. */
  value: string
  label: ReactNode
  /** A second line under the label. */
  hint?: ReactNode
  disabled?: boolean
}

export interface SelectProps {
  value: string | undefined
  onValueChange: (value: string) => void
  options: readonly SelectOption[]
  placeholder?: string
  disabled?: boolean
  size?: 'sm' | 'md'
  id?: string
  /** Needed outside a Field. */
  'aria-label'?: string
  className?: string
}

/** Chooses one of a few options. */
export function Select({
  value,
  onValueChange,
  options,
  placeholder = 'Choose…',
  disabled,
  size = 'md',
  className,
  ...props
}: SelectProps): ReactElement {
  const field = useFieldControl()
  return (
    <SelectPrimitive.Root value={value ?? ''} onValueChange={onValueChange} disabled={disabled}>
      <SelectPrimitive.Trigger
        {...field}
        {...props}
        className={cn(
          controlClasses,
          'flex items-center justify-between gap-2 text-left data-placeholder:text-faint',
          size === 'sm' ? 'h-7 px-2 text-xs' : 'h-8 px-2',
          className,
        )}
      >
        <span className="truncate">
          <SelectPrimitive.Value placeholder={placeholder} />
        </span>
        <SelectPrimitive.Icon asChild>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
        </SelectPrimitive.Icon>
      </SelectPrimitive.Trigger>
      <SelectPrimitive.Portal>
        <SelectPrimitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            menuContentClasses,
            'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)',
          )}
        >
          <SelectPrimitive.Viewport>
            {options.map((option) => (
              <SelectPrimitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default select-none flex-col rounded-sm py-1 pr-2 pl-7 text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-50"
              >
                <SelectPrimitive.ItemIndicator className="absolute top-1.5 left-2">
                  <Check aria-hidden="true" className="size-3.5 text-accent-ink" />
                </SelectPrimitive.ItemIndicator>
                <SelectPrimitive.ItemText>{option.label}</SelectPrimitive.ItemText>
                {option.hint && <span className="max-w-72 text-faint text-xs">{option.hint}</span>}
              </SelectPrimitive.Item>
            ))}
          </SelectPrimitive.Viewport>
        </SelectPrimitive.Content>
      </SelectPrimitive.Portal>
    </SelectPrimitive.Root>
  )
}
