'use client'

import { useMemo } from 'react'
import { useEditor } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import { explainNode } from './explain-node.ts'
import type { Explanation } from './why-facts.ts'

/** Why a node did not run or what it waits for, of the run that is shown; undefined for all others. */
export function explainIn(
  { run, graph, ports }: Pick<EditorState, 'run' | 'graph' | 'ports'>,
  nodeId: string,
): Explanation | undefined {
  if (!run) return undefined
  const portName = (id: string, port: string) =>
    ports.get(id)?.outputs.find((known) => known.id === port)?.label ?? port
  return explainNode({ view: run.view, graph, noWorker: run.noWorker, portName }, nodeId)
}

export function useExplanation(nodeId: string): Explanation | undefined {
  const run = useEditor((state) => state.run)
  const graph = useEditor((state) => state.graph)
  const ports = useEditor((state) => state.ports)
  return useMemo(() => explainIn({ run, graph, ports }, nodeId), [run, graph, ports, nodeId])
}
