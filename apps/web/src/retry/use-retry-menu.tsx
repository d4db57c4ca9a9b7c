'use client'

import type { NodeMenuItem } from '@spane/canvas'
import type { ExecutionView } from '@spane/realtime'
import { useQueryClient } from '@tanstack/react-query'
import { Braces, RotateCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tellFailure } from '../trpc/tell-failure.ts'
import { useTRPC } from '../trpc/trpc.ts'
import { RetryWithInputDialog, type RetryWithInputDialogProps } from './retry-with-input-dialog.tsx'
import { useRetryDeadLetter } from './use-retry-dead-letter.ts'

type Letter = Pick<RetryWithInputDialogProps, 'deadLetterId' | 'nodeName' | 'input'>

export interface RetryMenu {
  /** Entries for the menu of a node that failed for good; none for others. */
  items: (nodeId: string) => NodeMenuItem[]
  retry: (deadLetterId: string) => void
  editInput: (deadLetterId: string) => void
  isRetrying: boolean
  dialog: ReactNode
}

/** Retry, and Retry with another input, of the nodes of an execution as it stands now. */
export function useRetryMenu(view: ExecutionView | undefined): RetryMenu {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const retrying = useRetryDeadLetter()
  const [letter, setLetter] = useState<Letter>()
  const retry = (deadLetterId: string) => retrying.mutate({ id: deadLetterId })
  const editInput = (deadLetterId: string) =>
    void queryClient
      .fetchQuery(trpc.deadLetters.get.queryOptions({ id: deadLetterId }))
      .then(
        ({ nodeName, input }) => setLetter({ deadLetterId, nodeName, input }),
        tellFailure('The input could not be loaded'),
      )
  const items = (nodeId: string): NodeMenuItem[] => {
    const node = view?.nodes[nodeId]
    const { deadLetterId } = node ?? {}
    // The letter of an execution that was cancelled is void.
    if (node?.status !== 'failed' || deadLetterId === undefined || view?.status === 'cancelled') return []
    return [
      {
        id: 'retry',
        label: 'Retry',
        icon: <RotateCw aria-hidden="true" />,
        hotkey: 'shift+r',
        onSelect: () => retry(deadLetterId),
      },
      {
        id: 'retry-input',
        label: 'Retry with another input…',
        icon: <Braces aria-hidden="true" />,
        onSelect: () => editInput(deadLetterId),
      },
    ]
  }
  const dialog = letter && (
    <RetryWithInputDialog
      key={letter.deadLetterId}
      {...letter}
      open
      onOpenChange={(open) => !open && setLetter(undefined)}
    />
  )
  return { items, retry, editInput, isRetrying: retrying.isPending, dialog }
}
