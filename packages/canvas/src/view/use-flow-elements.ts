'use client'

import { shallow } from 'zustand/shallow'
import { useMovingState } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import type { FlowEdge, FlowNode } from '../store/flow-elements.ts'

export interface FlowElements {
  nodes: FlowNode[]
  edges: FlowEdge[]
}

/** What React Flow is handed. */
export function useFlowElements(): FlowElements {
  return useMovingState(read, shallow)
}

function read({ flowNodes, flowEdges }: EditorState): FlowElements {
  return { nodes: flowNodes, edges: flowEdges }
}
