'use client'

import { toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** Pins what the nodes of a run gave to the nodes of the draft. `save` first: the server must know those nodes. */
export function useRunData(workflowId: string, save: () => Promise<unknown>) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const pinning = useMutation(
    trpc.workflows.pinRun.mutationOptions({
      onSuccess: ({ pinned, left }) => {
        const skipped = left.map(({ nodeId, reason }) => `${nodeId}: ${reason}`).join('\n')
        const description = <span className="whitespace-pre-line">{skipped}</span>
        if (pinned.length === 0) toast.error('This run gave nothing that can be pinned', { description })
        else {
          toast.success(`Data of ${pinned.length} ${pinned.length === 1 ? 'node' : 'nodes'} pinned`, {
            description: skipped ? description : 'Unpin the nodes that are to run again.',
          })
        }
        void queryClient.invalidateQueries(trpc.workflows.pins.pathFilter())
      },
      onError: tellFailure('Not pinned'),
    }),
  )
  return {
    isPending: pinning.isPending,
    pin: (executionId: string) =>
      void save().then(
        () => pinning.mutate({ id: workflowId, executionId }),
        tellFailure('Not pinned: your last edits are not saved'),
      ),
  }
}
