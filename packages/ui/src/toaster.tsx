'use client'

import { useTheme } from 'next-themes'
import type { ReactElement } from 'react'
import { Toaster as Sonner } from 'sonner'

export { toast } from 'sonner'

/** Once near the root; `toast()` shows its messages there. */
export function Toaster(): ReactElement {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      closeButton
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-90 items-start gap-2 rounded-md border border-line bg-raised p-3 font-sans text-ink text-sm shadow-overlay',
          title: 'font-medium',
          description: 'text-muted text-xs',
          icon: 'mt-0.5',
          success: '[&_[data-icon]]:text-completed',
          error: '[&_[data-icon]]:text-failed',
          warning: '[&_[data-icon]]:text-warning',
          actionButton: 'ml-auto shrink-0 rounded-sm px-2 py-0.5 font-medium text-accent-ink text-xs hover:bg-hover',
          closeButton:
            'absolute -top-2 -right-2 flex size-5 items-center justify-center rounded-full border border-line bg-raised text-muted hover:text-ink',
        },
      }}
    />
  )
}
