'use client'

import { checkJson, toast } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type LiveExecution, useLiveExecution } from '../../live/use-live-execution.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { type Autosave, UnsavedEditsError } from './autosave.ts'
import { useExecutionParameter } from './use-execution-parameter.ts'

/** A part of the workflow, as the server takes it. */
export interface TestRun {
  mode: 'to' | 'from' | 'alone'
  nodeId: string
  executionId?: string
  /** JSON text. */
  input?: string
}

export interface Run {
  /** JSON text, as it is typed. Empty counts as `{}`. */
  input: string
  setInput: (input: string) => void
  /** What is wrong with the input: said by us before, or by the server after the try. */
  inputError: string | undefined
  inputOpen: boolean
  setInputOpen: (open: boolean) => void
  start: () => void
  /** Runs a part of the workflow; rejects with what the server refuses for want of data, so that an input can be asked for. */
  startTest: (test: TestRun) => Promise<void>
  isStarting: boolean
  /** The execution that lies over the canvas. */
  executionId: string | null
  live: LiveExecution
  /** It is to be seen on the version that it ran, and not on the draft. */
  onItsVersion: boolean
  /** Lays another execution over the canvas. */
  show: (executionId: string, options?: { onItsVersion?: boolean }) => void
  /** Back to editing; the execution goes on. */
  close: () => void
}

/** Saves, starts an execution with the input, and follows it live. `entryNodeId`: where it begins, if that was chosen. */
export function useRun(
  workflowId: string,
  lastInput: string | null,
  autosave: Autosave,
  entryNodeId: string | undefined,
): Run {
  const client = useTRPCClient()
  const { executionId, onItsVersion, show: showExecution } = useExecutionParameter()
  const live = useLiveExecution(executionId)
  const [input, setInputText] = useState(lastInput ?? '{}')
  const [inputOpen, setInputOpen] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const starting = useMutation({
    networkMode: 'always',
    mutationFn: (test: TestRun | undefined) =>
      autosave.withSaved(async (revision, othersCameFirst) => {
        const started = await client.workflows.run.mutate({ id: workflowId, revision, input, entryNodeId, test })
        return { ...started, othersCameFirst }
      }),
    onSuccess: (started) => {
      if (started.othersCameFirst) toast.info('Somebody else’s edit was saved meanwhile: this runs with it')
      setInputOpen(false)
      showExecution(started.executionId)
    },
    onError: (error, test) => {
      if (asksForInput(error) && test) return
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
      if (check.ok) starting.mutate(undefined)
      else setInputOpen(true)
    },
    startTest: async (test) => {
      if (starting.isPending) return
      if (!check.ok && test.mode === 'to') {
        setInputOpen(true)
        return
      }
      try {
        await starting.mutateAsync(test)
      } catch (error) {
        if (asksForInput(error)) throw error
      }
    },
    isStarting: starting.isPending,
    executionId,
    live,
    onItsVersion,
    show: showExecution,
    close: () => showExecution(null),
  }
}

const WANTS_INPUT = new Set(['MISSING_OUTPUT', 'NOTHING_TO_REUSE'])

/** Whether a run from a node was refused because there is no data for it, which a person can give instead. */
function asksForInput(error: unknown): boolean {
  const problem = readProblem(error)
  return WANTS_INPUT.has(problem.code) || problem.field === 'test.input'
}
