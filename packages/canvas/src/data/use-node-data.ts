'use client'

import { ancestorsOf, parentsOf } from '@spane/workflow'
import { createContext, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import { type ComposedInput, composeNodeInput } from './compose-node-input.ts'
import type { LoadNodeData, NodeOutputData } from './node-data.ts'

/** How nodes' data is loaded; undefined where there is none to load. */
export const LoadNodeDataContext = createContext<LoadNodeData | undefined>(undefined)

export type InputState =
  | { kind: 'loading' }
  | { kind: 'error'; message: string }
  /** Absent input: nothing is known yet. */
  | { kind: 'loaded'; input: ComposedInput | undefined }

export interface UpstreamNode {
  id: string
  name: string
}

/** The data that expressions of one node can be tried on. */
export interface NodeDataSource {
  nodeId: string
  state: InputState
  reload: () => void
  /** Loads the whole of what was cut. */
  loadWhole: () => void
  isWhole: boolean
  /** Nodes before this one, the nearest first. */
  upstream: readonly UpstreamNode[]
  /** What a node before this one gave; undefined when that is not known. Loads it once. */
  readOutput: (nodeId: string) => Promise<NodeOutputData | undefined>
}

/** Follows the run that is shown, what is pinned, and the edges of the graph. */
export function useNodeData(nodeId: string, load: LoadNodeData | undefined): NodeDataSource {
  const store = useEditorStore()
  const graph = useEditor((state) => state.graph)
  const run = useEditor((state) => state.run)
  const pinnedNodes = useEditor((state) => state.pinnedNodes)
  const [state, setState] = useState<InputState>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  const [isWhole, setWhole] = useState(false)
  const reload = useCallback(() => setRound((count) => count + 1), [])
  const parents = parentsOf(graph, nodeId)
  // What there is to load changes when this node or one before it ends.
  const statuses = [nodeId, ...parents].map((id) => run?.view.nodes[id]?.status ?? '')
  const edges = (graph.incoming.get(nodeId) ?? []).map((edge) => `${edge.source}:${edge.sourcePort}`)
  const key = JSON.stringify([run?.executionId, statuses, edges, isWhole, round])

  const outputs = useRef(new Map<string, Promise<NodeOutputData | undefined>>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the data depends on
  useEffect(() => {
    outputs.current = new Map()
    if (!load) return
    const controller = new AbortController()
    setState((before) => (before.kind === 'error' ? { kind: 'loading' } : before))
    load({ nodeId, outputs: parents, whole: isWhole }, controller.signal).then(
      (data) => {
        if (controller.signal.aborted) return
        for (const output of data.outputs) outputs.current.set(output.nodeId, Promise.resolve(output))
        setState({ kind: 'loaded', input: composeNodeInput(store.getState().graph, nodeId, data) })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        setState({ kind: 'error', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [load, nodeId, key, pinnedNodes, store])

  // What could not be had for want of a connection comes with it.
  const isFailed = state.kind === 'error'
  useEffect(() => {
    if (!isFailed) return
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [isFailed, reload])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above; another function says that values may be others
  const readOutput = useCallback(
    (id: string) => {
      const known = outputs.current.get(id)
      if (known || !load) return known ?? Promise.resolve(undefined)
      const loading = load({ nodeId: id, outputs: [id], whole: isWhole }).then((data) => data.outputs[0])
      // A failure is not kept: the next look tries again.
      loading.catch(() => outputs.current.delete(id))
      outputs.current.set(id, loading)
      return loading
    },
    [load, state],
  )
  const upstream = useMemo(
    () => [...ancestorsOf(graph, nodeId)].map((id) => ({ id, name: graph.nodes.get(id)?.name || id })),
    [graph, nodeId],
  )
  const loadWhole = useCallback(() => setWhole(true), [])
  return useMemo(
    () => ({ nodeId, state, reload, loadWhole, isWhole, upstream, readOutput }),
    [nodeId, state, reload, loadWhole, isWhole, upstream, readOutput],
  )
}
