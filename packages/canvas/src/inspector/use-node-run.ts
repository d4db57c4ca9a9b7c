'use client'

import { useCallback, useEffect, useState } from 'react'
import type { WorkflowEditorProps } from '../editor-props.ts'
import type { NodeRunDetail } from '../node-run-detail.ts'

export type NodeRunState =
  | { kind: 'loading' }
  | { kind: 'error'; message: string }
  | { kind: 'loaded'; detail: NodeRunDetail; isStale: boolean }

/** Loads a node run, and again whenever `key` changes; what was loaded stays in sight meanwhile. */
export function useNodeRun(
  load: NonNullable<WorkflowEditorProps['loadNodeRun']>,
  nodeId: string,
  key: string,
): { state: NodeRunState; reload: () => void; loadWhole: () => void } {
  const [state, setState] = useState<NodeRunState>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  const [whole, setWhole] = useState(false)
  const loadWhole = useCallback(() => setWhole(true), [])
  const reload = useCallback(() => {
    setState({ kind: 'loading' })
    setRound((count) => count + 1)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: key and round stand for "load again"
  useEffect(() => {
    const controller = new AbortController()
    setState((before) => (before.kind === 'loaded' ? { ...before, isStale: true } : before))
    load(nodeId, controller.signal, { whole }).then(
      (detail) => {
        if (!controller.signal.aborted) setState({ kind: 'loaded', detail, isStale: false })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        setState({ kind: 'error', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [load, nodeId, key, round, whole])

  return { state, reload, loadWhole }
}
