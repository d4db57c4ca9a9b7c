'use client'

import { type ExecutionView, emptyExecutionView } from '@spane/realtime'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { describeChanges } from '../run/describe-changes.ts'
import { useEditorStore } from '../store/editor-context.ts'

/** A run can change many times a second; nobody can listen to that. */
const PAUSE_MS = 1_500

/** Reads the course of a run aloud, politely and in summary. */
export function RunAnnouncer(): ReactElement {
  const store = useEditorStore()
  const [message, setMessage] = useState('')
  const said = useRef<{ executionId: string; view: ExecutionView } | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const speak = () => {
      timer = undefined
      const { run, graph } = store.getState()
      const before = said.current
      said.current = run && { executionId: run.executionId, view: run.view }
      // Who looks back moves through it by hand; that is no news.
      if (!run || run.at !== undefined) return
      // One that was just started may be over already: all that happened since its beginning is news.
      const from = before?.executionId === run.executionId ? before.view : emptyExecutionView()
      const text = describeChanges(from, run.view, (id) => graph.nodes.get(id)?.name || id)
      if (text) setMessage(text)
    }
    const { run } = store.getState()
    said.current = run && { executionId: run.executionId, view: run.view }
    const unsubscribe = store.subscribe((state, previous) => {
      if (state.run !== previous.run) timer ??= setTimeout(speak, PAUSE_MS)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store])

  return (
    <div role="log" aria-live="polite" aria-label="Course of the execution" className="sr-only">
      {message}
    </div>
  )
}
