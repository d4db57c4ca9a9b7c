'use client'

import { AlertDialog as AlertDialogPrimitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { dialogClasses, overlayClasses } from './dialog.tsx'
import { useReturnFocus } from './use-return-focus.ts'

export interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A question, e.g. "Delete “Nightly import”?" */
  title: ReactNode
  /** What happens, and whether it can be undone. */
  description: ReactNode
  /** The verb of the title, e.g. "Delete". */
  confirmLabel: string
  cancelLabel?: string
  danger?: boolean
  /** While true the dialog stays open and the confirming button spins. */
  pending?: boolean
  onConfirm: () => void
}

/** Asks before something that cannot be taken back. The focus starts on Cancel and goes back where it was; the caller closes it. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = 'Cancel',
  danger = false,
  pending = false,
  onConfirm,
}: AlertDialogProps): ReactElement {
  const returnFocus = useReturnFocus(open)
  return (
    <AlertDialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialogPrimitive.Portal>
        <AlertDialogPrimitive.Overlay className={overlayClasses} />
        <AlertDialogPrimitive.Content
          className={cn(dialogClasses, 'max-w-md gap-4 p-4')}
          onCloseAutoFocus={returnFocus}
        >
          <div>
            <AlertDialogPrimitive.Title className="font-semibold text-base">{title}</AlertDialogPrimitive.Title>
            <AlertDialogPrimitive.Description className="mt-1 text-muted text-sm">
              {description}
            </AlertDialogPrimitive.Description>
          </div>
          <div className="flex justify-end gap-2">
            <AlertDialogPrimitive.Cancel asChild>
              <Button disabled={pending}>{cancelLabel}</Button>
            </AlertDialogPrimitive.Cancel>
            <Button variant={danger ? 'danger' : 'primary'} loading={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialogPrimitive.Content>
      </AlertDialogPrimitive.Portal>
    </AlertDialogPrimitive.Root>
  )
}
