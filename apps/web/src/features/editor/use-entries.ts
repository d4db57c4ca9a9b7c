'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { isSameJson, type Workflow } from '@spane/workflow'
import { useState } from 'react'
import { listEntries, type RunEntry } from './list-entries.ts'

export interface Entries {
  /** Where a run can begin: the triggers on the canvas. */
  entries: readonly RunEntry[]
  /** The one that Run begins at; undefined when that is not left to a person. */
  chosen: RunEntry | undefined
  choose: (nodeId: string) => void
  /** Told of every change of the canvas. */
  update: (workflow: Workflow) => void
}

/** The triggers of a workflow that is edited, and the one that its runs begin at: the last choice is kept in this browser. */
export function useEntries(workflow: Workflow, nodeTypes: readonly NodeDescription[]): Entries {
  const key = `spane.entry.${workflow.id}`
  const [entries, setEntries] = useState(() => listEntries(workflow, nodeTypes))
  const [choice, setChoice] = useState(() => readChoice(key))
  const chosen = entries.length < 2 ? undefined : (entries.find((entry) => entry.nodeId === choice) ?? entries[0])
  return {
    entries,
    chosen,
    choose: (nodeId) => {
      setChoice(nodeId)
      keepChoice(key, nodeId)
    },
    update: (next) =>
      setEntries((current) => {
        const listed = listEntries(next, nodeTypes)
        return isSameJson(listed, current) ? current : listed
      }),
  }
}

function readChoice(key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    // A browser that keeps nothing: the first trigger it is.
    return null
  }
}

function keepChoice(key: string, nodeId: string): void {
  try {
    window.localStorage.setItem(key, nodeId)
  } catch {
    // It holds until the page is left.
  }
}
