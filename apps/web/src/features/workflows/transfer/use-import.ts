'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/trpc.ts'

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024

/** Reads what is given, says what would become of it, and makes it so. */
export function useImport() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const [fileProblem, setFileProblem] = useState<string>()
  const plan = useMutation(trpc.workflows.import.mutationOptions())
  const make = useMutation(
    trpc.workflows.import.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.workflows.pathFilter()),
    }),
  )
  const read = (next: string) => {
    setText(next)
    setFileProblem(undefined)
    make.reset()
    if (next.trim() === '') plan.reset()
    else plan.mutate({ text: next, dryRun: true })
  }
  return {
    text,
    read,
    readFile: async (file: File) => {
      if (file.size > MAX_FILE_BYTES) {
        setFileProblem(`${file.name} is larger than 32 MiB: split it.`)
        return
      }
      read(await file.text())
    },
    fileProblem,
    plan,
    make,
  }
}
