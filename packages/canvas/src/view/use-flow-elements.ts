'use client'

import { useLayoutEffect, useState } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import type { FlowEdge, FlowNode } from '../store/flow-elements.ts'

export interface FlowElements {
  nodes: FlowNode[]
  edges: FlowEdge[]
}

/**
 * What React Flow is handed. Not by `useEditor`: React draws a change of an external store at once, at every step of a
 * hand that drags. A state of React's own is drawn when there is time for it, the last step and not each.
 */
export function useFlowElements(): FlowElements {
  const store = useEditorStore()
  const [elements, setElements] = useState(() => read(store.getState()))
  useLayoutEffect(() => {
    const follow = () =>
      setElements((before) => {
        const now = read(store.getState())
        return now.nodes === before.nodes && now.edges === before.edges ? before : now
      })
    follow()
    return store.subscribe(follow)
  }, [store])
  return elements
}

function read({ flowNodes, flowEdges }: EditorState): FlowElements {
  return { nodes: flowNodes, edges: flowEdges }
}
