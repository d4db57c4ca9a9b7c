'use client'

import { toast } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { checkJson } from '../../json/check-json.ts'
import { type LiveExecution, useLiveExecution } from '../../live/use-live-execution.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { type Autosave, UnsavedEditsError } from './autosave.ts'
import { useExecutionParameter } from './use-execution-parameter.ts'

export interface Run {
  /** JSON text, as it is typed. Empty counts as `{}`. */
  input: string
  setInput: (input: string) => void
  /** What is wrong with the input: said by us before, or by the server after the try. */
  inputError: string | undefined
  inputOpen: boolean
  setInputOpen: (open: boolean) => void
  start: () => void
  isStarting: boolean
  /** The execution that lies over the canvas. */
  executionId: string | null
  live: LiveExecution
  /** Back to editing; the execution goes on. */
  close: () => void
}

/** Saves, starts an execution with the input, and follows it live. */
export function useRun(workflowId: string, lastInput: string | null, autosave: Autosave): Run {
  const client = useTRPCClient()
  const [executionId, showExecution] = useExecutionParameter()
  const live = useLiveExecution(executionId)
  const [input, setInputText] = useState(lastInput ?? '{}')
  const [inputOpen, setInputOpen] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const starting = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const revision = await autosave.flush()
      return client.workflows.run.mutate({ id: workflowId, revision, input })
    },
    onSuccess: (started) => {
      setInputOpen(false)
      showExecution(started.executionId)
    },
    onError: (error) => {
      if (error instanceof UnsavedEditsError) {
        toast.error('Not started: your last edits are not saved', { description: error.message })
        return
      }
      const problem = readProblem(error)
      if (problem.field === 'input') {
        setRefusal(problem.message)
        setInputOpen(true)
        return
      }
      toast.error('Not started', { description: problem.message })
    },
  })

  const check = input.trim() === '' ? { ok: true as const } : checkJson(input)
  return {
    input,
    setInput: (next) => {
      setInputText(next)
      setRefusal(undefined)
    },
    inputError: check.ok ? refusal : check.message,
    inputOpen,
    setInputOpen,
    start: () => {
      if (starting.isPending) return
      if (check.ok) starting.mutate()
      else setInputOpen(true)
    },
    isStarting: starting.isPending,
    executionId,
    live,
    close: () => showExecution(null),
  }
}
