'use client'

import { toast } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { tellFailure } from '../../../trpc/tell-failure.ts'
import { useTRPCClient } from '../../../trpc/trpc.ts'
import { saveFile } from './save-file.ts'

/** Saves workflows, or all of them when no ids are given, as one file. */
export function useExport(): { exportWorkflows: (ids?: string[]) => void; isPending: boolean } {
  const client = useTRPCClient()
  const exporting = useMutation({
    mutationFn: (ids: string[] | undefined) => client.workflows.export.query({ ids }),
    onSuccess: ({ fileName, text, count }) => {
      saveFile(fileName, text)
      toast.success(count === 1 ? 'Exported' : `${count} workflows exported`, {
        description: `${fileName} holds no values of secrets.`,
      })
    },
    onError: tellFailure('The workflows were not exported'),
  })
  return { exportWorkflows: (ids) => exporting.mutate(ids), isPending: exporting.isPending }
}
