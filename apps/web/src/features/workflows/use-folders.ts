'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** All folders, and what can be done to them. */
export function useFolders() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries(trpc.workflows.pathFilter())
  const query = useQuery(trpc.workflows.folders.list.queryOptions())
  return {
    query,
    folders: query.data?.items ?? [],
    // The dialogs of these show the error at the field.
    create: useMutation(trpc.workflows.folders.create.mutationOptions({ onSettled })),
    rename: useMutation(trpc.workflows.folders.rename.mutationOptions({ onSettled })),
    move: useMutation(
      trpc.workflows.folders.move.mutationOptions({ onSettled, onError: tellFailure('The folder was not moved') }),
    ),
    remove: useMutation(
      trpc.workflows.folders.delete.mutationOptions({ onSettled, onError: tellFailure('The folder was not deleted') }),
    ),
  }
}
