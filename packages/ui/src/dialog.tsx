'use client'

import { X } from 'lucide-react'
import { Dialog as DialogPrimitive } from 'radix-ui'
import { type ReactElement, type ReactNode, useRef } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'
import { useReturnFocus } from './use-return-focus.ts'

export const overlayClasses = 'fixed inset-0 z-40 animate-fade-in bg-black/40 dark:bg-black/60'
export const dialogClasses =
  'fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col rounded-lg border border-line bg-surface text-ink shadow-overlay outline-none animate-fade-in'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** Read aloud with the title. */
  description?: ReactNode
  /** Buttons, at the right end. */
  footer?: ReactNode
  /** `full` takes the screen, and gives its content no margins. */
  size?: 'sm' | 'md' | 'lg' | 'full'
  children: ReactNode
}

const SIZES = {
  sm: 'max-w-md',
  md: 'max-w-xl',
  lg: 'max-w-3xl',
  full: 'top-4 h-[calc(100vh-2rem)] max-h-none',
} as const

/** What a window may have been opened for: the focus begins there, and not at the button that closes it. */
const FIELDS =
  'input:not([type="file"]):not([disabled]), textarea:not([disabled]), [role="combobox"]:not([disabled]), [contenteditable="true"]'

/** A modal window. It traps the focus, which begins in its first field, and gives it back; Esc closes it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'sm',
  children,
}: DialogProps): ReactElement {
  const body = useRef<HTMLDivElement>(null)
  const returnFocus = useReturnFocus(open)
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClasses} />
        <DialogPrimitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(dialogClasses, SIZES[size])}
          onOpenAutoFocus={(event) => {
            const field = body.current?.querySelector<HTMLElement>(FIELDS)
            if (!field) return
            event.preventDefault()
            field.focus()
          }}
          onCloseAutoFocus={returnFocus}
        >
          <header className="border-line border-b py-3 pr-12 pl-4">
            <DialogPrimitive.Title className="font-semibold text-base">{title}</DialogPrimitive.Title>
            {description && (
              <DialogPrimitive.Description className="mt-0.5 text-muted text-sm">
                {description}
              </DialogPrimitive.Description>
            )}
          </header>
          <div
            ref={body}
            className={cn('min-h-0 flex-1', size === 'full' ? 'overflow-hidden' : 'overflow-y-auto px-4 py-4')}
          >
            {children}
          </div>
          {footer && <footer className="flex justify-end gap-2 border-line border-t px-4 py-3">{footer}</footer>}
          {/* Last, so that the focus goes to what the window is for. */}
          <DialogPrimitive.Close asChild>
            <IconButton label="Close" size="sm" tooltip={false} className="absolute top-2 right-2.5">
              <X />
            </IconButton>
          </DialogPrimitive.Close>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}
