'use client'

import { parentsOf } from '@spane/workflow'
import { useContext, useMemo } from 'react'
import { useEditor } from '../store/editor-context.ts'
import { NodeMenuContext } from '../view/node-menu.tsx'

/** The entry of the application's menu that runs up to a node. */
const RUN_TO = 'to'

/**
 * Runs what is before a node, so that its data is there: up to its parent where it has one, so that the node itself, which
 * may be half set up, does nothing yet. Undefined where the application cannot.
 */
export function useRunToHere(nodeId: string): (() => void) | undefined {
  const menu = useContext(NodeMenuContext)
  const graph = useEditor((state) => state.graph)
  return useMemo(() => {
    const parents = parentsOf(graph, nodeId)
    const target = parents.length === 1 ? (parents[0] as string) : nodeId
    const item = menu?.(target).find(({ id }) => id === RUN_TO)
    return item && (() => item.onSelect())
  }, [menu, graph, nodeId])
}
