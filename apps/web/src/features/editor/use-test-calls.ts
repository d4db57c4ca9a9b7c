'use client'

import { toast } from '@spane/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TestCallsControl } from '../../triggers/test-calls.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC, useTRPCClient } from '../../trpc/trpc.ts'
import { type Autosave, UnsavedEditsError } from './autosave.ts'

const POLL_MS = 1_000

/** Lets the draft answer test calls while the editor is open, and shows what each of them starts. */
export function useTestCalls(
  workflowId: string,
  autosave: Autosave,
  showExecution: (executionId: string) => void,
): TestCallsControl {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [listening, setListening] = useState(false)
  const shown = useRef<string | null>(null)
  const query = trpc.triggers.testCalls.queryOptions({ workflowId })
  const calls = useQuery({ ...query, enabled: listening, refetchInterval: POLL_MS, refetchIntervalInBackground: true })

  const switching = useMutation({
    networkMode: 'always',
    mutationFn: async (on: boolean) => {
      // What is called is what is saved.
      if (on) await autosave.flush()
      return client.triggers.listen.mutate({ workflowId, on })
    },
    onSuccess: (state) => {
      shown.current = null
      queryClient.setQueryData(query.queryKey, state)
      setListening(state.remainingMs > 0)
    },
    onError: (error) => {
      const unsaved = error instanceof UnsavedEditsError
      toast.error(unsaved ? 'Not listening: your last edits are not saved' : 'Not listening', {
        description: unsaved ? error.message : readProblem(error).message,
      })
    },
  })

  const { data, dataUpdatedAt } = calls
  const executionId = listening ? (data?.executionId ?? null) : null
  useEffect(() => {
    if (executionId === null || executionId === shown.current) return
    shown.current = executionId
    showExecution(executionId)
  }, [executionId, showExecution])
  const isOver = listening && data !== undefined && data.remainingMs === 0
  useEffect(() => {
    if (isOver) setListening(false)
  }, [isOver])
  // Whoever leaves the editor no longer listens.
  useEffect(() => {
    if (!listening) return
    return () => void client.triggers.listen.mutate({ workflowId, on: false }).catch(() => undefined)
  }, [listening, client, workflowId])

  return {
    until: listening && data ? dataUpdatedAt + data.remainingMs : null,
    addresses: listening ? (data?.addresses ?? []) : [],
    calls: listening ? (data?.calls ?? 0) : 0,
    isSwitching: switching.isPending,
    listen: (on) => switching.mutate(on),
  }
}
