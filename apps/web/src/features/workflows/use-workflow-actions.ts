'use client'

import type { WorkflowSummary } from '@spane/api'
import { toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** Rename, duplicate, delete: each refreshes the list and says what it did. */
export function useWorkflowActions(workflow: WorkflowSummary) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries(trpc.workflows.pathFilter())
  const restore = useMutation(
    trpc.workflows.restore.mutationOptions({
      onSuccess: () => toast.success(`“${workflow.name}” is back`),
      onError: (error) => toast.error('It could not be restored', { description: readProblem(error).message }),
      onSettled: refresh,
    }),
  )
  return {
    rename: useMutation(trpc.workflows.rename.mutationOptions({ onSettled: refresh })),
    duplicate: useMutation(
      trpc.workflows.duplicate.mutationOptions({
        onSuccess: (draft) => toast.success(`“${draft.workflow.name}” was created`),
        onError: (error) => toast.error('It could not be duplicated', { description: readProblem(error).message }),
        onSettled: refresh,
      }),
    ),
    remove: useMutation(
      trpc.workflows.delete.mutationOptions({
        onSuccess: () =>
          toast(`“${workflow.name}” was deleted`, {
            duration: 10_000,
            action: { label: 'Undo', onClick: () => restore.mutate({ ids: [workflow.id] }) },
          }),
        onError: (error) => toast.error('It could not be deleted', { description: readProblem(error).message }),
        onSettled: refresh,
      }),
    ),
  }
}
